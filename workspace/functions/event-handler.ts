/** The handler of a destination or insert function for an event. */
import type { SegmentCall } from '../segment-call'
import type { Handler } from './function-realm'

const BY_TYPE: Readonly<Record<string, Handler>> = {
  identify: 'onIdentify',
  track: 'onTrack',
  page: 'onPage',
  screen: 'onScreen',
  group: 'onGroup',
  alias: 'onAlias',
  delete: 'onDelete',
}

export function handlerFor(call: SegmentCall): Handler | undefined {
  return BY_TYPE[call.type]
}

/** Segment throws it by default for a type that the function has no handler for. */
export function eventNotSupported(call: SegmentCall): Error {
  const error = new Error(`The function has no handler for ${call.type} events.`)
  error.name = 'EventNotSupported'
  return error
}
