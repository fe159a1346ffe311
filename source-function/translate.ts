/** A vendor's body to Segment calls, one outcome for each item. Pure: the emitting comes last. */
import { ExperimentsError } from '../platforms/experiments-error'
import { type Outcome, rejected, SENT } from '../platforms/outcome'
import type { Platform, WebhookFace } from '../platforms/platform'
import { exceedsBytes } from './exceeds-bytes'
import { holdBack } from './hold-back'
import type { SourceSettings } from './read-settings'
import type { SegmentCall } from './segment-call'
import { type Shaping, shape, shapingOf } from './shape'

/** https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size */
const MAX_EVENT_BYTES = 32 * 1024

export interface Translated {
  outcome: Outcome
  /** The calls to emit if the outcome is `sent`; two in the form `both`. */
  calls: readonly SegmentCall[]
}

/**
 * @returns one entry for each item of the body, in order.
 * @throws ExperimentsError UNKNOWN_BODY
 */
export function translate(
  body: unknown,
  platform: Platform & { webhook: WebhookFace },
  settings: SourceSettings,
): Translated[] {
  const items = platform.webhook.split(body)
  if (items === undefined) {
    throw new ExperimentsError(
      'UNKNOWN_BODY',
      `The body is not a webhook that ${platform.name} documents (received: ${describe(body)}). Check the setting "platform" and the webhook's URL.`,
    )
  }
  const shaping = shapingOf(platform, settings)
  return items.map((item) => translateSafely(item, shaping))
}

/** What is nested more deeply than the stack is no event, and must not cost its neighbours. */
function translateSafely(raw: unknown, shaping: Shaping): Translated {
  try {
    return translateItem(raw, shaping)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { outcome: rejected('MALFORMED', 'the item is nested too deeply'), calls: [] }
  }
}

function translateItem(raw: unknown, shaping: Shaping): Translated {
  const { platform, settings } = shaping
  const item = platform.webhook.parse(raw, settings.values)
  if ('status' in item) return { outcome: item, calls: [] }
  const held = holdBack(item, settings)
  if (held !== undefined) return { outcome: held, calls: [] }
  const calls = shape(raw, item, shaping)
  if ('status' in calls) return { outcome: calls, calls: [] }
  if (calls.some((call) => exceedsBytes(call, MAX_EVENT_BYTES))) {
    return { outcome: rejected('TOO_LARGE', 'the event is over 32 KB'), calls: [] }
  }
  return { outcome: SENT, calls }
}

/** The body's shape, never its content. */
function describe(body: unknown): string {
  if (body === null) return 'null'
  return Array.isArray(body) ? 'an array' : `a JSON ${typeof body}`
}
