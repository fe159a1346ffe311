import { canonicalJson } from './canonical-json'

it('orders keys at every depth and leaves arrays in their order', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
})

it('keeps a hostile key as data', () => {
  const text = '{"__proto__":{"x":1},"a":1}'
  expect(canonicalJson(JSON.parse(text))).toBe(text)
  expect(({} as { x?: number }).x).toBeUndefined()
})
