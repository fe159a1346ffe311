/** `segment-experiments/plugins/a-vs-b`. */
export { aVsB } from '../platforms/a-vs-b/browser'
