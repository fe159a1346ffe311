import { parseFql, validate } from '@segment/destination-subscriptions'
import { platforms } from '../platforms'
import { acme } from '../platforms/acme'
import { destinations } from '.'
import { defineDestination } from './define-destination'
import { driveDestination } from './testing/drive-destination'
import { startFakePlatform } from './testing/fake-platform'
import { audienceCall, trackCall } from './testing/segment-test-events'

const all = [...platforms, acme].filter(({ events, lists }) => events ?? lists)

it('has a destination for each platform that takes something', () => {
  expect(Object.keys(destinations)).toEqual(
    platforms.filter(({ events, lists }) => events ?? lists).map(({ id }) => id),
  )
})

describe.each(all)('$name', (platform) => {
  const definition = defineDestination(platform)

  it('has presets that parse, for actions that exist', () => {
    for (const preset of definition.presets ?? []) {
      expect(Object.keys(definition.actions)).toContain(preset.partnerAction)
      if (preset.type === 'automatic')
        expect(parseFql(preset.subscribe)).not.toHaveProperty('error')
    }
  })

  it('keeps secrets as passwords and describes every field', () => {
    const fields = definition.authentication?.fields ?? {}
    for (const setting of platform.settings) {
      expect(fields[setting.key]?.type === 'password').toBe(setting.secret === true)
    }
    for (const action of Object.values(definition.actions)) {
      for (const field of Object.values(action.fields)) {
        expect(field?.description).toMatch(/\.$/)
      }
    }
    expect(fields.host).toBeDefined()
  })
})

describe('subscriptions', () => {
  const { actions } = defineDestination(acme)
  const takenBy = (event: Parameters<typeof validate>[1]) =>
    Object.entries(actions)
      .filter(([, action]) => validate(parseFql(action.defaultSubscription ?? ''), event))
      .map(([key]) => key)

  it.each([
    ['an event', trackCall(), ['trackEvent']],
    ['a page', trackCall({ type: 'page' }), ['trackEvent']],
    ['a trait', trackCall({ type: 'identify' }), []],
    ['an exposure', trackCall({ event: 'Experiment Viewed' }), ['trackExposure']],
    ['an audience, identified', audienceCall(), ['syncAudience']],
    ['an audience, tracked', audienceCall({ via: 'track' }), ['syncAudience']],
    ['a computed trait', audienceCall({ computationClass: 'trait' }), []],
  ])('give %s to one action', (_, event, expected) => {
    expect(takenBy(event as Parameters<typeof validate>[1])).toEqual(expected)
  })

  it('give a journey step to the list and, as an event of its own, to the metrics', () => {
    const step = audienceCall({ computationClass: 'journey_step', via: 'track' })
    const named = { ...step, event: 'Reached checkout' }
    expect(takenBy(named as Parameters<typeof validate>[1])).toEqual(['trackEvent', 'syncAudience'])
  })
})

it('keeps what Segment adds to settings out of requests', async () => {
  const api = await startFakePlatform()
  const driven = driveDestination(acme, { apiKey: 'acme-secret', host: api.url })
  await driven.batch('trackEvent', [trackCall()])
  await api.close()
  expect(JSON.stringify(api.requests)).not.toContain('partnerAction')
})
