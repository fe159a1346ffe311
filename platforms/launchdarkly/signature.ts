/**
 * LaunchDarkly's webhook signature: hex HMAC-SHA256 of the raw body, without a time, so that a
 * replay cannot be told from a delivery. https://launchdarkly.com/docs/home/infrastructure/webhooks
 */
import { type KeyOrder, reorder } from '../reorder'
import type { SignatureScheme } from '../signature'

/** The key order of the documented sample of an audit-log entry; inside `_links` it is alphabetical. */
const ENTRY: KeyOrder = {
  keys: ['_links', '_id', 'date', 'accesses', 'kind', 'name', 'description'].concat([
    'member',
    'titleVerb',
    'title',
    'target',
  ]),
  inner: { member: { keys: ['_links', '_id', 'email', 'firstName', 'lastName'] } },
}

export const signature: SignatureScheme = {
  header: 'x-ld-signature',
  algorithm: 'sha256',
  encoding: 'hex',
  prefix: '',
  base: (body) => body,
  restore: (body) => [JSON.stringify(reorder(body, ENTRY))],
}
