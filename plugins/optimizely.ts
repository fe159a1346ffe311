/** `segment-experiments/plugins/optimizely`. */
export * from '../platforms/optimizely/browser'
