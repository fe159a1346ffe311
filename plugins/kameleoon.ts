/** `segment-experiments/plugins/kameleoon`. */
export * from '../platforms/kameleoon/browser'
