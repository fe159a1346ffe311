/** `segment-experiments/source-function` */
export { createRelay, type RelayOptions } from './create-relay'
export {
  createSourceFunction,
  type FunctionRequest,
  type OnRequest,
} from './create-source-function'
export { type LambdaUrlEvent, type LambdaUrlResult, lambdaHandler } from './lambda-handler'
export { onRequest } from './on-request'
export type { SegmentCall } from './segment-call'
export { sourceSettings } from './settings'
export type { Summary } from './summary-of'
