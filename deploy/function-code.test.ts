import { bodyOf, hashOf, headerOf, isAsUploaded, isSameCode, withHeader } from './function-code'

const BUNDLE = 'async function onRequest() {}\n'

it('makes the same upload of the same bundle', () => {
  expect(withHeader('checkout', 'experiments', BUNDLE)).toBe(
    `// segment-experiments checkout/experiments sha256 4f7b85c6642ce686c216e4410ccec4ad1d6c7f311a89975ae7bb17a64d3ae304. Written by deploy: change the repository, not this text.\n${BUNDLE}`,
  )
})

it('reads its header back', () => {
  expect(headerOf(withHeader('checkout', 'experiments', BUNDLE))).toEqual({
    project: 'checkout',
    key: 'experiments',
    hash: hashOf(BUNDLE),
  })
})

it('takes other line ends and another end of the file for the same code', () => {
  const code = withHeader('checkout', 'experiments', 'a\nb\n')
  const returned = code.replaceAll('\n', '\r\n').trimEnd()
  expect(isSameCode(code, returned)).toBe(true)
  expect(isAsUploaded(returned)).toBe(true)
  expect(bodyOf(returned)).toBe('a\nb\n')
})

it('tells an edit from an upload, and a stranger from both', () => {
  const code = withHeader('checkout', 'experiments', BUNDLE)
  expect(isAsUploaded(code)).toBe(true)
  expect(isAsUploaded(code.replace('{}', '{ }'))).toBe(false)
  expect(isAsUploaded(BUNDLE)).toBeUndefined()
})
