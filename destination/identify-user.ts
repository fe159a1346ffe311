import type { EventsFace } from '../platforms/platform'
import type { ExperimentAction } from './experiment-action'
import { eventFields } from './fields'
import { outgoingEvent } from './outgoing-event'
import { runEvents } from './run-events'

type AttributesFace = EventsFace & Required<Pick<EventsFace, 'attributes'>>

/** Traits of a user, for targeting. */
export function identifyUser(face: AttributesFace): ExperimentAction {
  const { name: _, value: __, ...fields } = eventFields
  return {
    key: 'identifyUser',
    title: 'Identify User',
    description: 'Send the traits of a user as attributes.',
    subscription: 'type = "identify"',
    fields,
    batchSize: face.batchSize,
    run(payloads, run) {
      const users = payloads.map((payload) => outgoingEvent(payload, run.nowMs))
      return runEvents(users, (batch) => face.attributes(batch, run.settings), face, run)
    },
  }
}
