import { createHmac } from 'node:crypto'
import { webCryptoHmac } from './web-crypto-hmac'

it.each([
  ['sha1', 'hex'],
  ['sha256', 'hex'],
  ['sha1', 'base64'],
  ['sha256', 'base64'],
] as const)('is the HMAC that Node computes, %s in %s', async (algorithm, encoding) => {
  const text = 'v0:1:{"name":"Zoë 🎈"}'
  const expected = createHmac(algorithm, 'clé').update(text, 'utf8').digest(encoding)
  expect(await webCryptoHmac(algorithm, 'clé', text, encoding)).toBe(expected)
})
