/** What every platform's webhook face must do, whichever platform it is. */
import type { Platform } from '../platforms/platform'
import { EXPERIMENT_VIEWED } from '../platforms/standard-form'
import type { WebhookPlatform } from '../source-function/choose-platform'
import { type EventForm, readSettings } from '../source-function/read-settings'
import type { SegmentCall } from '../source-function/segment-call'
import { type Translated, translate } from '../source-function/translate'
import { alphabetise } from './alphabetise'
import { type WebhookFixture, webhookFixtures } from './webhook-fixtures'

const JUNK: readonly unknown[] = [null, 7, 'text', [], {}, { eventName: 7 }, [[]]]

export function describeWebhookConformance(
  platform: WebhookPlatform,
  others: readonly Platform[],
): void {
  const { webhook } = platform
  const fixtures = webhookFixtures(platform.id)

  it('has at least one recorded body', () => {
    expect(fixtures.length).toBeGreaterThan(0)
  })

  describe.each(fixtures)('the recorded body $name', (fixture) => {
    it('names its source', () => {
      expect(fixture.source).toMatch(/\S/)
      expect(fixture.provenance).toMatch(/\S/)
    })

    it('is recognised, and by no other platform', () => {
      const recognisedBy = [platform, ...others].filter((one) =>
        one.webhook?.recognises(fixture.body),
      )
      expect(recognisedBy.map((one) => one.id)).toEqual([platform.id])
    })

    it.each(['native', 'standard'] as const)('becomes its recorded events in %s form', (form) => {
      expect(run(platform, fixture, form).map(withoutMessageIds)).toEqual(fixture.expected[form])
    })

    const { documented } = fixture
    if (documented !== undefined) {
      it('becomes the Segment events that the vendor documents, to the letter', () => {
        const calls = run(platform, fixture, 'native').flatMap(({ calls }) => calls)
        expect(calls.map(asSent)).toEqual(documented.map(asSent))
      })
    }

    it('gives the same events when its keys are alphabetised', () => {
      const reordered = { ...fixture, body: alphabetise(fixture.body) }
      expect(run(platform, reordered, 'both')).toEqual(run(platform, fixture, 'both'))
    })

    it('gives each event its own messageId, the same each time, of at most 100 characters', () => {
      const calls = run(platform, fixture, 'both').flatMap(({ calls }) => calls)
      const ids = calls.map((call) => call.messageId)
      expect(idsOf(run(platform, fixture, 'both'))).toEqual(ids)
      // Segment collapses what has one id: only a repeated exposure of the same day may share it.
      const native = calls.filter((call) => !isExposure(call)).map((call) => call.messageId)
      expect(new Set(native).size).toBe(native.length)
      const exposures = calls.filter(isExposure)
      expect(new Set(exposures.map((call) => call.messageId)).size).toBe(
        new Set(exposures.map(sameDayExposure)).size,
      )
      for (const id of ids) expect(id).toMatch(new RegExp(`^sx-${platform.id}-[ns]-[a-z0-9]{28}$`))
    })

    it('gives other messageIds in another scope', () => {
      const scoped = readSettings({ eventForm: 'both', messageIdScope: 'shop' })
      const ids = idsOf(translate(fixture.body, platform, scoped))
      expect(ids.filter((id) => idsOf(run(platform, fixture, 'both')).includes(id))).toEqual([])
    })

    it('keeps its good items when a broken one is among them', () => {
      const items = webhook.split(fixture.body) ?? []
      const broken: WebhookPlatform = {
        ...platform,
        webhook: { ...webhook, split: () => [...items, ...JUNK] },
      }
      const results = translate(fixture.body, broken, readSettings({}))
      expect(results.slice(0, items.length)).toEqual(run(platform, fixture, 'native'))
      for (const { outcome } of results.slice(items.length)) {
        expect(['dropped', 'rejected']).toContain(outcome.status)
      }
    })
  })

  it.each(JUNK.map((junk) => [junk]))('does not recognise %j', (junk) => {
    expect(webhook.recognises(junk)).toBe(false)
  })
}

function run(platform: WebhookPlatform, fixture: WebhookFixture, form: EventForm): Translated[] {
  return translate(fixture.body, platform, readSettings({ eventForm: form }))
}

function isExposure(call: SegmentCall): boolean {
  return call.event === EXPERIMENT_VIEWED
}

function sameDayExposure({ properties, timestamp }: SegmentCall): string {
  // Which kind of thing was seen and where are facts about the exposure, not what it is.
  const { experiment_kind: _, experiment_environment: __, ...identity } = properties ?? {}
  return JSON.stringify([identity, timestamp.slice(0, 10)])
}

function idsOf(results: readonly Translated[]): string[] {
  return results.flatMap(({ calls }) => calls.map((call) => call.messageId))
}

/**
 * What a vendor sent, of an event as it is documented: Segment adds the rest, and puts the event's
 * own time into `originalTimestamp` and a corrected one into `timestamp`.
 * https://segment.com/docs/connections/spec/common/#timestamps
 */
function asSent(event: object): unknown {
  const {
    type,
    event: name,
    userId,
    context,
    properties,
    originalTimestamp,
    timestamp,
  } = event as Record<string, unknown>
  const time = new Date((originalTimestamp ?? timestamp) as string | number).toISOString()
  return { type: type ?? 'track', event: name, userId, context, properties, time }
}

function withoutMessageIds({ outcome, calls }: Translated): unknown {
  if (outcome.status !== 'sent') return outcome
  return calls.map(({ messageId: _, ...call }: SegmentCall) => call)
}
