/** `segment-experiments/plugins/posthog`. */
export * from '../platforms/posthog/browser'
