/** `segment-experiments/plugins/a-vs-b`. */
export * from '../platforms/a-vs-b/browser'
