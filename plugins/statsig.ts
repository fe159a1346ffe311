/** `segment-experiments/plugins/statsig`. */
export * from '../platforms/statsig/browser'
