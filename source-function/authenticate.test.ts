import { createHmac } from 'node:crypto'
import { canonicalJson } from '../platforms/canonical-json'
import { signature } from '../platforms/statsig/signature'
import { sign } from '../testing/sign'
import { type AuthInput, authenticate, type Hmac } from './authenticate'

const NOW_MS = 1_671_672_194_836
const SECRET = 'shhh'
const BODY =
  '{"data":[{"user":{"name":"Joe Zeng","email":"joe@statsig.com"},"timestamp":1671672134833,"eventName":"statsig::config_change","metadata":{"type":"Gate","name":"test","description":"- Updated Rule test rollout from 100.00% to 10.00%","environment":"production"}}]}'

const hmac: Hmac = (algorithm, key, text, encoding) =>
  createHmac(algorithm, key).update(text, 'utf8').digest(encoding)

function request(options: {
  token?: string
  headers?: Record<string, string>
  text?: string
}): AuthInput {
  const text = options.text ?? BODY
  return {
    token: options.token,
    header: (name) => options.headers?.[name],
    text,
    body: JSON.parse(text),
    nowMs: NOW_MS,
  }
}

const signed = (secret = SECRET, nowMs = NOW_MS) => sign(signature, secret, BODY, nowMs)
const ALPHABETISED = canonicalJson(JSON.parse(BODY))
const onlySigning = { sharedSecrets: [], signingSecrets: [SECRET] }
const onlyShared = { sharedSecrets: ['token-1'], signingSecrets: [] }
const both = { sharedSecrets: ['token-1'], signingSecrets: [SECRET] }

it('signs as the recorded vector does', () => {
  expect(signed()).toEqual({
    'x-statsig-signature': 'v0=2f62b865c488a61ef19047111b3544615aeec5b8a313b79a45e5dd04756bd2cd',
    'x-statsig-request-timestamp': '1671672194836',
  })
})

describe('with a signing secret', () => {
  const check = (input: AuthInput, secrets: typeof both | typeof onlySigning = onlySigning) =>
    authenticate(input, secrets, signature, hmac)

  it('verifies the raw body', async () => {
    await expect(check(request({ headers: signed() }))).resolves.toBe('verified')
  })

  it('verifies an alphabetised body by rebuilding the documented key order', async () => {
    const input = request({ headers: signed(), text: ALPHABETISED })
    await expect(check(input)).resolves.toBe('verified')
  })

  it('says "reordered" where the key order cannot be rebuilt', async () => {
    const body = '{"data":[{"user":{"zip":"1","age":"2"},"timestamp":1,"eventName":"e"}]}'
    const headers = sign(signature, SECRET, body, NOW_MS)
    const input = request({ headers, text: canonicalJson(JSON.parse(body)) })
    await expect(check(input)).resolves.toBe('reordered')
  })

  it('says "forged" for a raw body with another signature', async () => {
    await expect(check(request({ headers: signed('other') }))).resolves.toBe('forged')
  })

  it('says "forged" for a body that was changed after signing', async () => {
    const input = request({ headers: signed(), text: BODY.replace('10.00%', '99.00%') })
    await expect(check(input)).resolves.toBe('forged')
  })

  it.each([-300_001, 300_001])('says "stale" for a time that is %d ms off', async (offMs) => {
    const input = request({ headers: signed(SECRET, NOW_MS + offMs) })
    await expect(check(input)).resolves.toBe('stale')
  })

  it('accepts a time at the edge of the tolerance', async () => {
    const input = request({ headers: signed(SECRET, NOW_MS - 300_000) })
    await expect(check(input)).resolves.toBe('verified')
  })

  it('says "stale" for a time that is not a number', async () => {
    const headers = { ...signed(), 'x-statsig-request-timestamp': 'soon' }
    await expect(check(request({ headers }))).resolves.toBe('stale')
  })

  it('says "missing" without a signature', async () => {
    await expect(check(request({}))).resolves.toBe('missing')
  })

  it('accepts the old and the new secret during rotation', async () => {
    const secrets = { sharedSecrets: [], signingSecrets: ['new', SECRET] }
    await expect(check(request({ headers: signed() }), secrets)).resolves.toBe('verified')
    await expect(check(request({ headers: signed('new') }), secrets)).resolves.toBe('verified')
  })
})

describe('with a shared secret', () => {
  const check = (token?: string, secrets = onlyShared) =>
    authenticate(request({ token }), secrets, signature, hmac)

  it('accepts it, and does not call the body verified', async () => {
    await expect(check('token-1')).resolves.toBe('secret-verified')
  })

  it.each(['token-2', 'token-11', 'token', ' token-1'])('says "forged" for %j', async (token) => {
    await expect(check(token)).resolves.toBe('forged')
  })

  it.each([undefined, ''])('says "missing" for %j', async (token) => {
    await expect(check(token)).resolves.toBe('missing')
  })

  it('accepts each of several during rotation', async () => {
    const secrets = { sharedSecrets: ['token-1', 'token-2'], signingSecrets: [] }
    await expect(check('token-2', secrets)).resolves.toBe('secret-verified')
  })
})

describe('with both', () => {
  const check = (input: AuthInput) => authenticate(input, both, signature, hmac)

  it('lets the shared secret stand in for a signature that cannot be checked here', async () => {
    const body = '{"data":[{"user":{"zip":"1","age":"2"},"timestamp":1,"eventName":"e"}]}'
    const headers = sign(signature, SECRET, body, NOW_MS)
    const text = canonicalJson(JSON.parse(body))
    await expect(check(request({ token: 'token-1', headers, text }))).resolves.toBe(
      'secret-verified',
    )
  })

  it('does not let it stand in for a signature that is wrong', async () => {
    const input = request({ token: 'token-1', headers: signed('other') })
    await expect(check(input)).resolves.toBe('forged')
  })

  it('does not let it stand in for a replay', async () => {
    const input = request({ token: 'token-1', headers: signed(SECRET, NOW_MS - 400_000) })
    await expect(check(input)).resolves.toBe('stale')
  })

  it('does not need the token when the signature is right', async () => {
    await expect(check(request({ headers: signed() }))).resolves.toBe('verified')
  })
})

it('says "missing" when nothing is set that could be checked', async () => {
  const none = { sharedSecrets: [], signingSecrets: [SECRET] }
  await expect(authenticate(request({}), none, undefined, hmac)).resolves.toBe('missing')
})
