/** Lists that Segment makes before the first member of an audience arrives, and then puts on its events. */
import type { Destination, JSONObject } from '@segment/actions-core'
import { isRecord } from '../../platforms/is-record'
import type { SegmentCall } from '../segment-call'

export interface AudienceLists {
  /** The calls, with the id of the list that was made for their audience. */
  withListIds(calls: readonly SegmentCall[], destination: Destination): Promise<SegmentCall[]>
}

/** @returns undefined for a destination that makes no lists */
export function createAudienceLists(
  definition: object,
  settings: Readonly<Record<string, unknown>>,
): AudienceLists | undefined {
  const config = 'audienceConfig' in definition ? definition.audienceConfig : undefined
  if (!isRecord(config) || config.createAudience === undefined) return undefined
  const lists = new Map<string, Promise<string | undefined>>()

  async function make(personas: Personas, destination: Destination): Promise<string | undefined> {
    const key = String(personas.computation_key)
    try {
      const list = await destination.createAudience({
        settings: settings as JSONObject,
        audienceName: key,
        personas: {
          computation_id: String(personas.computation_id),
          computation_key: key,
          namespace: String(personas.namespace),
        },
        ...(isRecord(personas.audience_settings)
          ? { audienceSettings: personas.audience_settings as never }
          : {}),
      })
      return list.externalId
    } catch {
      // Asked again with the next events, which until then say the audience's key.
      lists.delete(key)
      return undefined
    }
  }

  async function listIdOf(personas: Personas, destination: Destination) {
    const key = String(personas.computation_key)
    const made = lists.get(key) ?? make(personas, destination)
    lists.set(key, made)
    return await made
  }

  return {
    withListIds: (calls, destination) =>
      Promise.all(
        calls.map(async (call) => {
          const personas = audienceWithoutList(call)
          if (personas === undefined) return call
          const listId = await listIdOf(personas, destination)
          if (listId === undefined) return call
          const known = { ...personas, external_audience_id: listId }
          return { ...call, context: { ...call.context, personas: known } }
        }),
      ),
  }
}

type Personas = Readonly<Record<string, unknown>>

function audienceWithoutList({ context }: SegmentCall): Personas | undefined {
  const personas = context?.personas
  if (!isRecord(personas) || personas.computation_class !== 'audience') return undefined
  const isKnown = personas.external_audience_id !== undefined
  return isKnown || personas.computation_key === undefined ? undefined : personas
}
