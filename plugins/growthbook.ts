/** `segment-experiments/plugins/growthbook`. */
export * from '../platforms/growthbook/browser'
