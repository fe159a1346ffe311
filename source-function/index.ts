/** `segment-experiments/source-function` */
export {
  createSourceFunction,
  type FunctionRequest,
  type OnRequest,
} from './create-source-function'
export { onRequest } from './on-request'
export type { SegmentCall } from './segment-call'
export { sourceSettings } from './settings'
export type { Summary } from './summary-of'
