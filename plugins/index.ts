/** `segment-experiments/plugins`: the analytics.js plugin. The SDK adapters are modules of their own. */

export type { BrowserAdapter, BrowserEvaluation } from '../platforms/platform'
export { anonymousIdCookie, anonymousIdOfCookies, segmentAnonymousId } from './anonymous-id'
export { type ExperimentsPlugin, experiments } from './experiments'
export type { Counters, EnrichOptions, ExperimentsOptions, ExposeInput } from './options'
export { ownSegment } from './own-segment'
export { reportCounters } from './report-counters'
