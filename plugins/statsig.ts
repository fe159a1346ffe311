/** `segment-experiments/plugins/statsig`. */
export { type StatsigClientLike, statsig } from '../platforms/statsig/browser'
