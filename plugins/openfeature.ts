/** `segment-experiments/plugins/openfeature`. */
export * from '../platforms/openfeature/browser'
