/** What each request is answered, by the function as it is deployed, in the tester, and by the relay. */
import { createHmac } from 'node:crypto'
import { acme } from '../platforms/acme'
import { canonicalJson } from '../platforms/canonical-json'
import { ExperimentsError } from '../platforms/experiments-error'
import { launchdarkly } from '../platforms/launchdarkly'
import type { Platform } from '../platforms/platform'
import type { SignatureScheme } from '../platforms/signature'
import { statsig } from '../platforms/statsig'
import { sign } from '../testing/sign'
import { webhookFixtures } from '../testing/webhook-fixtures'
import { createRelay } from './create-relay'
import { createSourceFunction } from './create-source-function'

const NOW_MS = 1_700_000_000_000
const MINUTE_MS = 60_000

interface Sent {
  body: string
  headers: Record<string, string>
  query: string
}
type Settings = Record<string, unknown>
type Host = (platform: Platform, sent: Sent, settings: Settings) => Promise<string>

/** @param alphabetised what Segment does to the body of a deployed function, and not in the tester. */
function functionHost(alphabetised: boolean): Host {
  return async (platform, { body, headers, query }, settings) => {
    const text = alphabetised ? canonicalJson(JSON.parse(body)) : body
    const onRequest = createSourceFunction({
      platforms: [platform],
      emit: () => undefined,
      hmac: (algorithm, key, signed, encoding) =>
        createHmac(algorithm, key).update(signed).digest(encoding),
      nowMs: () => NOW_MS,
      log: () => undefined,
      refuse: (error) => error,
    })
    const request = {
      json: () => JSON.parse(text) as unknown,
      text: () => text,
      headers: new Headers(headers),
      url: `https://fn.example/${query}`,
    }
    try {
      return (await onRequest(request, settings)).auth
    } catch (error) {
      if (error instanceof ExperimentsError) return error.code
      throw error
    }
  }
}

const relayHost: Host = async (platform, { body, headers, query }, settings) => {
  try {
    const relay = createRelay({
      writeKey: 'wk',
      settings,
      platforms: [platform],
      nowMs: () => NOW_MS,
      fetch: async () => new Response('{}'),
    })
    const request = new Request(`https://relay.example/${query}`, { method: 'POST', body, headers })
    const answer = (await (await relay(request)).json()) as {
      auth?: string
      error?: { code: string }
    }
    return answer.auth ?? answer.error?.code ?? ''
  } catch (error) {
    if (error instanceof ExperimentsError) return error.code
    throw error
  }
}

/** The key order of the first two is known from their documentation; Acme's is not. */
const BODIES: readonly [Platform, string][] = [
  [statsig, bodyOf('statsig', 'config_change.signed-example')],
  [launchdarkly, bodyOf('launchdarkly', 'audit-log.environment-update')],
  [acme, bodyOf('acme', 'batch')],
]

function bodyOf(platform: string, name: string): string {
  return JSON.stringify(webhookFixtures(platform).find((one) => one.name === name)?.body)
}

/** Who sends what; then the answers of the deployed function, of the tester, and of the relay. */
type Row = [
  title: string,
  settings: Settings,
  send: (scheme: SignatureScheme, body: string) => Partial<Sent>,
  deployed: string | Partial<Record<string, string>>,
  tester: string | Partial<Record<string, string>>,
  relay: string | Partial<Record<string, string>>,
]

const signing = { signingSecret: 'shh' }
const shared = { sharedSecret: 'token' }
const both = { ...signing, ...shared }
const signedBy =
  (secret: string, atMs = NOW_MS) =>
  (scheme: SignatureScheme, body: string) => ({
    headers: sign(scheme, secret, body, atMs),
  })
const withToken = (token: string) => () => ({ headers: { 'x-webhook-token': token } })
const inUrl = (token: string) => () => ({ query: `?token=${encodeURIComponent(token)}` })

const VERIFIED = { default: 'verified', acme: 'SIGNATURE_REORDERED' }
const STALE = { default: 'verified', statsig: 'SIGNATURE_STALE' }
const STALE_DEPLOYED = { ...STALE, acme: 'SIGNATURE_REORDERED' }

const TABLE: readonly Row[] = [
  ['a signed request', signing, signedBy('shh'), VERIFIED, 'verified', 'verified'],
  [
    'an old secret while it is rotated',
    { signingSecret: 'new, shh' },
    signedBy('shh'),
    VERIFIED,
    'verified',
    'verified',
  ],
  [
    'a new secret while it is rotated',
    { signingSecret: 'shh,old' },
    signedBy('shh'),
    VERIFIED,
    'verified',
    'verified',
  ],
  [
    'a setting with spaces around the secret',
    { signingSecret: ' shh\n' },
    signedBy('shh'),
    VERIFIED,
    'verified',
    'verified',
  ],
  [
    'a wrong signing secret',
    signing,
    signedBy('other'),
    'SIGNATURE_REORDERED',
    'SECRET_FORGED',
    'SECRET_FORGED',
  ],
  [
    'a secret that was rotated out',
    { signingSecret: 'new' },
    signedBy('shh'),
    'SIGNATURE_REORDERED',
    'SECRET_FORGED',
    'SECRET_FORGED',
  ],
  [
    'a body that was changed',
    signing,
    (scheme, body) => ({ ...signedBy('shh')(scheme, body), body: body.replace(/\d\d/, '42') }),
    'SIGNATURE_REORDERED',
    'SECRET_FORGED',
    'SECRET_FORGED',
  ],
  [
    'a signature of ten minutes ago',
    signing,
    signedBy('shh', NOW_MS - 10 * MINUTE_MS),
    STALE_DEPLOYED,
    STALE,
    STALE,
  ],
  [
    'a signature of ten minutes ahead',
    signing,
    signedBy('shh', NOW_MS + 10 * MINUTE_MS),
    STALE_DEPLOYED,
    STALE,
    STALE,
  ],
  ['no signature', signing, () => ({}), 'SECRET_MISSING', 'SECRET_MISSING', 'SECRET_MISSING'],
  [
    'the token in a header',
    shared,
    withToken('token'),
    'secret-verified',
    'secret-verified',
    'secret-verified',
  ],
  [
    'the token in the URL',
    shared,
    inUrl('token'),
    'secret-verified',
    'secret-verified',
    'secret-verified',
  ],
  [
    'an old token while it is rotated',
    { sharedSecret: 'new,token' },
    withToken('token'),
    'secret-verified',
    'secret-verified',
    'secret-verified',
  ],
  ['a wrong token', shared, withToken('other'), 'SECRET_FORGED', 'SECRET_FORGED', 'SECRET_FORGED'],
  [
    'a token with a space',
    shared,
    inUrl('token '),
    'SECRET_FORGED',
    'SECRET_FORGED',
    'SECRET_FORGED',
  ],
  [
    'the beginning of the token',
    shared,
    withToken('tok'),
    'SECRET_FORGED',
    'SECRET_FORGED',
    'SECRET_FORGED',
  ],
  ['an empty token', shared, inUrl(''), 'SECRET_MISSING', 'SECRET_MISSING', 'SECRET_MISSING'],
  ['no token', shared, () => ({}), 'SECRET_MISSING', 'SECRET_MISSING', 'SECRET_MISSING'],
  [
    'a right token beside a wrong signature',
    both,
    (scheme, body) => ({
      headers: { ...signedBy('other')(scheme, body).headers, 'x-webhook-token': 'token' },
    }),
    'secret-verified',
    'SECRET_FORGED',
    'SECRET_FORGED',
  ],
  [
    'anything where no secret is set',
    {},
    signedBy('shh'),
    'NO_SECRET_SET',
    'NO_SECRET_SET',
    'NO_SECRET_SET',
  ],
  [
    'anything where the secret is but spaces',
    { sharedSecret: ' ', signingSecret: ', ' },
    inUrl(' '),
    'NO_SECRET_SET',
    'NO_SECRET_SET',
    'NO_SECRET_SET',
  ],
]

describe.each(BODIES)('$name', (platform, body) => {
  const scheme = platform.webhook?.signature as SignatureScheme
  const answersOf = (answer: Row[3]) =>
    typeof answer === 'string' ? answer : (answer[platform.id] ?? answer.default)

  it.each(TABLE)('%s', async (_, settings, send, deployed, tester, relay) => {
    const sent: Sent = { body, headers: {}, query: '', ...send(scheme, body) }
    expect({
      deployed: await functionHost(true)(platform, sent, settings),
      tester: await functionHost(false)(platform, sent, settings),
      relay: await relayHost(platform, sent, settings),
    }).toEqual({
      deployed: answersOf(deployed),
      tester: answersOf(tester),
      relay: answersOf(relay),
    })
  })
})
