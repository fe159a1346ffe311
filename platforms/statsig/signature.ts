/**
 * Statsig's webhook signature: `v0=` + hex HMAC-SHA256 over `v0:{ms}:{raw body}`.
 * https://docs.statsig.com/integrations/event_webhook#verifying-signatures
 */
import { isRecord } from '../is-record'
import { type KeyOrder, reorder } from '../reorder'
import type { SignatureScheme } from '../signature'

const USER: KeyOrder = { keys: ['userID', 'name', 'email', 'country', 'customIDs'] }
const METADATA: KeyOrder = {
  keys: ['gate', 'gateValue', 'config', 'ruleID', 'reason', 'time', 'experimentGroupName'],
}
const START = ['eventName', 'user', 'userID', 'timestamp']

/** The two key orders that the documented samples of the event webhook show. */
const EVENT_ORDERS: readonly KeyOrder[] = [
  [...START, 'value', 'metadata', 'statsigMetadata', 'timeUUID', 'unitID'],
  [...START, 'statsigMetadata', 'value', 'metadata', 'timeUUID', 'unitID'],
].map((keys) => ({ keys, inner: { user: USER, metadata: METADATA } }))

const CHANGE_ORDER: KeyOrder = {
  keys: ['user', 'timestamp', 'eventName', 'metadata'],
  inner: {
    user: USER,
    metadata: { keys: ['type', 'name', 'description', 'environment', 'action'] },
  },
}

export const signature: SignatureScheme = {
  header: 'x-statsig-signature',
  timeHeader: 'x-statsig-request-timestamp',
  timeUnit: 'ms',
  // Statsig publishes no window; five minutes is what Standard Webhooks uses.
  toleranceMs: 300_000,
  algorithm: 'sha256',
  encoding: 'hex',
  prefix: 'v0=',
  base: (body, time) => `v0:${time}:${body}`,
  restore(body) {
    if (isRecord(body) && Array.isArray(body.data)) {
      return [JSON.stringify({ ...body, data: reorder(body.data, CHANGE_ORDER) })]
    }
    return EVENT_ORDERS.map((order) => JSON.stringify(reorder(body, order)))
  },
}
