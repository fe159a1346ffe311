/** What a script tag beside the Segment snippet puts on `window.segmentExperiments`. */
export { aVsB } from '../../platforms/a-vs-b/browser'
export { experiments } from '../experiments'
export { ownSegment } from '../own-segment'
