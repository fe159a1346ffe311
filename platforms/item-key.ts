import { finishHash, HASH_SEEDS } from './hash'

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { floor, imul } = Math
const { isArray } = Array
const { isSafeInteger } = Number
const { keys: keysOf } = Object

/** What begins a value, so that values of different types never look the same. */
const BEGIN = { text: 1, integer: 2, number: 3, array: 4, object: 5, end: 6, true: 7, false: 8 }
const NULL = 9

const state = new Int32Array(4)

/**
 * What stands for an item that has no id of its own: a 128-bit hash of its content, whatever the
 * order of its keys, because Segment alphabetises the body that a deployed function sees. The value is
 * walked, because writing it as JSON first would cost more than all that we do besides.
 * @throws RangeError if the item is nested more deeply than the stack
 */
export function itemKey(item: unknown): string {
  // One state for all: the walk ends before the next one begins.
  for (let n = 0; n < 4; n++) state[n] = HASH_SEEDS[n] ?? 0
  feed(item)
  return finishHash(state[0] ?? 0, state[1] ?? 0) + finishHash(state[2] ?? 0, state[3] ?? 0)
}

function feed(value: unknown): void {
  if (typeof value === 'string') feedText(BEGIN.text, value)
  else if (typeof value === 'number') feedNumber(value)
  else if (typeof value === 'boolean') mix(value ? BEGIN.true : BEGIN.false)
  else if (typeof value !== 'object' || value === null) mix(NULL)
  else if (isArray(value)) {
    mix(BEGIN.array)
    for (const inner of value) feed(inner)
    mix(BEGIN.end)
  } else feedObject(value as Record<string, unknown>)
}

function feedObject(fields: Record<string, unknown>): void {
  const keys = keysOf(fields)
  if (!isSorted(keys)) keys.sort()
  mix(BEGIN.object)
  for (const key of keys) {
    feedText(BEGIN.text, key)
    feed(fields[key])
  }
  mix(BEGIN.end)
}

function isSorted(keys: readonly string[]): boolean {
  let last = ''
  for (const key of keys) {
    if (key < last) return false
    last = key
  }
  return true
}

function feedNumber(value: number): void {
  if (!isSafeInteger(value)) {
    feedText(BEGIN.number, `${value}`)
    return
  }
  // In pieces of 16 bits, as characters are: the mixing never brings a high bit down again.
  mix(BEGIN.integer)
  mix(value & 0xffff)
  mix((value >>> 16) & 0xffff)
  mix(floor(value / 0x1_0000_0000))
}

function feedText(begin: number, text: string): void {
  mix(begin)
  mix(text.length)
  let a1 = state[0] ?? 0
  let a2 = state[1] ?? 0
  let b1 = state[2] ?? 0
  let b2 = state[3] ?? 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a1 = imul(a1 ^ code, 2654435761)
    a2 = imul(a2 ^ code, 1597334677)
    b1 = imul(b1 ^ code, 2654435761)
    b2 = imul(b2 ^ code, 1597334677)
  }
  state[0] = a1
  state[1] = a2
  state[2] = b1
  state[3] = b2
}

function mix(code: number): void {
  state[0] = imul((state[0] ?? 0) ^ code, 2654435761)
  state[1] = imul((state[1] ?? 0) ^ code, 1597334677)
  state[2] = imul((state[2] ?? 0) ^ code, 2654435761)
  state[3] = imul((state[3] ?? 0) ^ code, 1597334677)
}
