import { Hasher } from './hasher'

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { floor } = Math
const { isArray } = Array
const { isSafeInteger } = Number
const { keys: keysOf } = Object

/** What begins a value, so that values of different types never look the same. */
const BEGIN = { text: 1, integer: 2, number: 3, array: 4, object: 5, end: 6, true: 7, false: 8 }
const NULL = 9

/**
 * What stands for an item that has no id of its own: a 128-bit hash of its content, whatever the
 * order of its keys, because Segment alphabetises the body that a deployed function sees. The value is
 * walked, because writing it as JSON first would cost more than all that we do besides.
 * @throws RangeError if the item is nested more deeply than the stack
 */
export function itemKey(item: unknown): string {
  const hasher = new Hasher()
  feed(hasher, item)
  return hasher.digest()
}

function feed(hasher: Hasher, value: unknown): void {
  if (typeof value === 'string') feedText(hasher, BEGIN.text, value)
  else if (typeof value === 'number') feedNumber(hasher, value)
  else if (typeof value === 'boolean') hasher.word(value ? BEGIN.true : BEGIN.false)
  else if (typeof value !== 'object' || value === null) hasher.word(NULL)
  else if (isArray(value)) {
    hasher.word(BEGIN.array)
    for (const inner of value) feed(hasher, inner)
    hasher.word(BEGIN.end)
  } else feedObject(hasher, value as Record<string, unknown>)
}

function feedObject(hasher: Hasher, fields: Record<string, unknown>): void {
  hasher.word(BEGIN.object)
  if (isSorted(fields)) for (const key in fields) feedField(hasher, fields, key)
  else for (const key of keysOf(fields).sort()) feedField(hasher, fields, key)
  hasher.word(BEGIN.end)
}

function feedField(hasher: Hasher, fields: Record<string, unknown>, key: string): void {
  hasher.text(key)
  feed(hasher, fields[key])
}

function isSorted(fields: Record<string, unknown>): boolean {
  let last = ''
  for (const key in fields) {
    if (key < last) return false
    last = key
  }
  return true
}

function feedNumber(hasher: Hasher, value: number): void {
  if (!isSafeInteger(value)) {
    feedText(hasher, BEGIN.number, `${value}`)
    return
  }
  hasher.word(BEGIN.integer)
  hasher.word(value & 0xffff)
  hasher.word((value >>> 16) & 0xffff)
  hasher.word(floor(value / 0x1_0000_0000))
}

function feedText(hasher: Hasher, begin: number, text: string): void {
  hasher.word(begin)
  hasher.text(text)
}
