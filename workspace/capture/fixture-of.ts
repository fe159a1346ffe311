/** A captured webhook or event as a fixture: documented where it came from, without secrets and persons. */
import type { SettingValues } from '../../platforms/setting'
import { isItem, webhookBodyOf } from '../insights/webhook-items'
import type { EventRecord, RequestRecord } from '../records'
import { anonymise } from './anonymise'

export interface Fixture {
  source: string
  provenance: string
  note: string
  body: unknown
}

const NOTE = 'Persons, devices, addresses and secrets are replaced.'

export function fixtureOfRequest(request: RequestRecord, settings: SettingValues): Fixture {
  const webhook = webhookBodyOf(request)
  const units = (webhook?.items ?? []).flatMap((item) => {
    const parsed = webhook?.platform.webhook.parse(item, settings)
    return parsed !== undefined && isItem(parsed) ? parsed.units.map(({ id }) => id) : []
  })
  return {
    source: `local workspace, webhook of source ${request.sourceId}, received ${request.at}`,
    provenance: 'captured',
    note: NOTE,
    body: anonymise(parse(request.body), units),
  }
}

export function fixtureOfEvent({ event, sourceId, at }: EventRecord): Fixture {
  const units = [event.userId, event.anonymousId].filter((id) => typeof id === 'string')
  return {
    source: `local workspace, Segment event of source ${sourceId}, received ${at}`,
    provenance: 'captured',
    note: NOTE,
    body: anonymise(event, units),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
