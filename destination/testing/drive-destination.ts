/** Runs events through the real `Destination` of actions-core, with the presets as they are. */
import {
  Destination,
  type DestinationDefinition,
  type JSONObject,
  type SegmentEvent,
} from '@segment/actions-core'
import type { Platform } from '../../platforms/platform'
import type { SettingValues } from '../../platforms/setting'
import { defineDestination } from '../define-destination'

export interface Node {
  status: number
  errormessage?: string
  body?: unknown
}

export interface Driven {
  definition: DestinationDefinition<SettingValues>
  destination: Destination<SettingValues>
  /** One node for each event, from the preset of `action`. */
  batch(action: string, events: SegmentEvent[]): Promise<Node[]>
  /** The answer of a single event. @throws what the action throws */
  single(action: string, event: SegmentEvent): Promise<unknown>
}

/** @param timeoutMs how long an answer is waited for; the real time-out by default */
export function driveDestination(
  platform: Platform,
  settings: SettingValues,
  timeoutMs?: number,
): Driven {
  const definition = defineDestination(platform, { timeoutMs })
  const destination = new Destination<SettingValues>(definition)
  const settingsFor = (action: string): JSONObject => {
    const preset = (definition.presets ?? []).find(
      ({ type, partnerAction }) => type === 'automatic' && partnerAction === action,
    )
    // A preset has the shape of the subscription that Segment makes of it.
    const subscriptions = preset === undefined ? [] : [preset]
    return { ...settings, subscriptions } as unknown as JSONObject
  }
  return {
    definition,
    destination,
    async batch(action, events) {
      const results = await destination.onBatch(events, settingsFor(action))
      destination.responses.length = 0
      return (results.flatMap(({ multistatus }) => multistatus ?? []) as Node[]).map(
        ({ status, errormessage, body }) =>
          errormessage === undefined ? { status, body } : { status, errormessage },
      )
    },
    async single(action, event) {
      const results = await destination.onEvent(event, settingsFor(action))
      destination.responses.length = 0
      return results.at(-1)?.data ?? results.at(-1)?.output
    },
  }
}
