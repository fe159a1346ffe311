import { byteLength } from './byte-length'

it.each(['', 'abc', 'é', '€', '😀', 'a😀é€', JSON.stringify('\ud83d alone')])(
  'counts the bytes of %j',
  (text) => {
    expect(byteLength(text)).toBe(Buffer.byteLength(text, 'utf8'))
  },
)
