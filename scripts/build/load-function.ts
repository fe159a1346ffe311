/** Runs a function script as Segment does: inside a function, in a realm with documented globals. */
import { createHmac } from 'node:crypto'
import { createContext, runInContext } from 'node:vm'
import type { FunctionRequest } from '../../source-function/create-source-function'
import type { SegmentCall } from '../../source-function/segment-call'

export type Handler = (
  request: FunctionRequest,
  settings: Readonly<Record<string, unknown>>,
) => Promise<void>

export interface FunctionEdge {
  emit(call: Omit<SegmentCall, 'type'>, type: SegmentCall['type']): void
  log?(line: string): void
}

/** Segment's code gets no names of ours, and what it declares is local to it. */
export const wrapped = (script: string) => `(function () {\n${script}\nreturn onRequest\n})()`

/** https://segment.com/docs/connections/functions/runtime/ */
export function functionGlobals({ emit, log = () => undefined }: FunctionEdge): object {
  const as = (type: SegmentCall['type']) => (call: SegmentCall) => emit(call, type)
  class InvalidEventPayload extends Error {}
  class ValidationError extends Error {}
  return {
    Segment: { track: as('track'), page: as('page') },
    InvalidEventPayload,
    ValidationError,
    crypto: { createHmac },
    console: { log },
    URL,
  }
}

export function loadFunction(script: string, edge: FunctionEdge): Handler {
  return runInContext(wrapped(script), createContext(functionGlobals(edge))) as Handler
}
