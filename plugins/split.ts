/** `segment-experiments/plugins/split`. */
export * from '../platforms/split/browser'
