/** `segment-experiments/plugins/amplitude`. */
export * from '../platforms/amplitude/browser'
