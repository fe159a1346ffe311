/** What every platform's webhook face must do, whichever platform it is. */
import type { Platform } from '../platforms/platform'
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

    it('gives the same events when its keys are alphabetised', () => {
      const reordered = { ...fixture, body: alphabetise(fixture.body) }
      expect(run(platform, reordered, 'both')).toEqual(run(platform, fixture, 'both'))
    })

    it('gives each event its own messageId, the same each time, of at most 100 characters', () => {
      const ids = run(platform, fixture, 'both').flatMap(({ calls }) =>
        calls.map((c) => c.messageId),
      )
      const again = run(platform, fixture, 'both').flatMap(({ calls }) =>
        calls.map((c) => c.messageId),
      )
      expect(again).toEqual(ids)
      expect(new Set(ids).size).toBe(ids.length)
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

function idsOf(results: readonly Translated[]): string[] {
  return results.flatMap(({ calls }) => calls.map((call) => call.messageId))
}

function withoutMessageIds({ outcome, calls }: Translated): unknown {
  if (outcome.status !== 'sent') return outcome
  return calls.map(({ messageId: _, ...call }: SegmentCall) => call)
}
