/** `segment-experiments/plugins/launchdarkly`. */
export * from '../platforms/launchdarkly/browser'
