/** Acme's webhook, `{acme: [...]}`, to Segment. */
import type { Exposure, Unit } from '../exposure'
import { isRecord } from '../is-record'
import { dropped, type Outcome, rejected } from '../outcome'
import type { WebhookFace, WebhookItem } from '../platform'
import { present } from '../present'
import { textOf } from '../text-of'
import { timeMsOf } from '../time-ms-of'

export const webhook: WebhookFace = {
  recognises: (body) => isRecord(body) && Array.isArray(body.acme),
  split: (body) => (isRecord(body) && Array.isArray(body.acme) ? body.acme : undefined),
  parse,
  identity: { user: 'userId', device: 'anonymousId' },
  signature: {
    header: 'x-acme-signature',
    algorithm: 'sha256',
    encoding: 'hex',
    prefix: '',
    base: (body) => body,
  },
}

function parse(item: unknown): WebhookItem | Outcome {
  if (!isRecord(item)) return rejected('MALFORMED', 'an event must be an object')
  const timeMs = timeMsOf(item.at)
  const eventId = textOf(item.id)
  if (timeMs === undefined) return rejected('MALFORMED', 'at must be a time')
  const kind = textOf(item.unitKind) ?? 'user'
  const id = textOf(item.unit)
  const unit = id === undefined ? undefined : { kind, id }
  const shared = { units: unit === undefined ? [] : [unit], timeMs, eventId }
  if (item.type === 'goal') {
    const goal = textOf(item.goal) ?? 'goal'
    const native = { type: 'track', event: goal, properties: {} } as const
    return present({ ...shared, kind: 'conversion', native, names: [goal] })
  }
  if (item.type !== 'seen') return dropped('UNKNOWN_KIND')
  return exposureItem(item, shared)
}

function exposureItem(
  item: Record<string, unknown>,
  shared: Pick<WebhookItem, 'units' | 'timeMs' | 'eventId'>,
): WebhookItem | Outcome {
  const experimentId = textOf(item.experiment)
  const variationId = textOf(item.variation)
  if (experimentId === undefined) return rejected('MALFORMED', 'experiment must be a string')
  const unit = shared.units[0]
  const exposure =
    unit === undefined || variationId === undefined
      ? undefined
      : exposureOf({ experimentId, variationId, unit }, shared)
  return present({
    ...shared,
    kind: 'exposure',
    exposureKind: 'experiment',
    native: {
      type: 'track',
      event: 'Acme Seen',
      properties: { experiment: experimentId, variation: variationId },
    },
    names: ['Acme Seen', experimentId],
    exposure,
    notExposure: exposure === undefined ? 'NOT_ENROLLED' : undefined,
  })
}

function exposureOf(
  seen: Pick<Exposure, 'experimentId' | 'variationId'> & { unit: Unit },
  { timeMs, eventId }: Pick<WebhookItem, 'timeMs' | 'eventId'>,
): Exposure {
  return present({ platform: 'acme', kind: 'experiment', ...seen, timeMs, eventId })
}
