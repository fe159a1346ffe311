import type { WebhookItem } from '../platforms/platform'
import { holdBack } from './hold-back'

const exposure: WebhookItem = {
  kind: 'exposure',
  exposureKind: 'experiment',
  units: [],
  timeMs: 1,
  names: ['statsig::experiment_exposure', 'checkout_v2'],
}
const conversion: WebhookItem = { kind: 'conversion', units: [], timeMs: 1, names: ['signup'] }
const change: WebhookItem = { kind: 'change', units: [], timeMs: 1, names: ['hero'] }
const all = { include: [], exclude: [], environments: [] }

it('lets everything through without a filter', () => {
  for (const item of [exposure, conversion, change]) expect(holdBack(item, all)).toBeUndefined()
})

it.each(['exposures', 'exposures:experiment', 'checkout_*', '*_exposure', 'checkout_v2'])(
  'lets an exposure through that include %j names',
  (word) => {
    expect(holdBack(exposure, { ...all, include: [word] })).toBeUndefined()
  },
)

it.each(['exposures:flag', 'events', 'changes', 'checkout'])(
  'holds an exposure back that include %j does not name',
  (word) => {
    expect(holdBack(exposure, { ...all, include: [word] })).toEqual({
      status: 'dropped',
      reason: 'FILTERED',
      detail: 'include',
    })
  },
)

it('lets exclude win over include', () => {
  const filter = { ...all, include: ['events'], exclude: ['sign*'] }
  expect(holdBack(conversion, filter)).toEqual({
    status: 'dropped',
    reason: 'FILTERED',
    detail: 'exclude',
  })
})

it('holds previews and test environments back by default', () => {
  const preview = { ...exposure, isTest: true, environment: 'staging' }
  expect(holdBack(preview, all)).toEqual({ status: 'dropped', reason: 'TEST' })
})

it.each(['staging', 'stag*', 'preview'])('lets them through when environments has %j', (word) => {
  const preview = { ...exposure, isTest: true, environment: 'staging' }
  expect(holdBack(preview, { ...all, environments: [word] })).toBeUndefined()
})

it('holds other environments back when some are named, and items that name none through', () => {
  const filter = { ...all, environments: ['production', 'web-*'] }
  expect(holdBack({ ...exposure, environment: 'production' }, filter)).toBeUndefined()
  expect(holdBack({ ...exposure, project: 'web-shop' }, filter)).toBeUndefined()
  expect(holdBack(exposure, filter)).toBeUndefined()
  expect(holdBack({ ...exposure, environment: 'other' }, filter)).toEqual({
    status: 'dropped',
    reason: 'FILTERED',
    detail: 'environments',
  })
})
