/** Why an event goes no further, in a sentence. */
import type { EventReason, SkipReason } from '../../../records'

const SENTENCES: Readonly<Record<EventReason | SkipReason, string>> = {
  DUPLICATE: 'Its messageId was seen in the last 24 hours.',
  NO_IDENTITY: 'It has neither userId nor anonymousId.',
  NO_EVENT_NAME: 'A track call needs "event".',
  NO_GROUP_ID: 'A group call needs "groupId".',
  NO_PREVIOUS_ID: 'An alias call needs "previousId".',
  UNKNOWN_TYPE: 'The Spec does not know its type.',
  NOT_AN_OBJECT: 'The item of the batch is no event.',
  EVENT_TOO_LARGE: 'It is over 32 KB.',
  TOO_MANY_EVENTS: 'The batch has more than 2,500 events.',
  NOT_SUBSCRIBED: 'No trigger of the destination matches.',
  INTEGRATIONS_OFF: 'The event’s "integrations" object excludes it.',
}

export function explain(reason: EventReason | SkipReason | undefined): string {
  return reason === undefined ? '' : SENTENCES[reason]
}
