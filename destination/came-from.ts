import { isRecord } from '../platforms/is-record'
import { isMessageIdOf } from '../platforms/message-id'
import { dropped, type Outcome } from '../platforms/outcome'
import type { OutgoingEvent } from '../platforms/platform'

/**
 * Held back where the platform itself is the source: it has counted the event already, and its
 * webhook would send it here again, for ever. Our own source function marks what it emits by the
 * `messageId`, a vendor's own integration by the name of its library.
 */
export function cameFrom(platformId: string, event: OutgoingEvent): Outcome | undefined {
  const { library } = event.context
  const isOwn =
    (event.messageId !== undefined && isMessageIdOf(platformId, event.messageId)) ||
    (isRecord(library) && library.name === platformId)
  return isOwn ? CIRCLE : undefined
}

const CIRCLE = dropped('DUPLICATE', 'The platform sent this event itself, and has counted it.')
