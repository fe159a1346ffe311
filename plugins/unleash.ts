/** `segment-experiments/plugins/unleash`. */
export * from '../platforms/unleash/browser'
