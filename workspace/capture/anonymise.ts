/** Replaces personal data in a captured body, the same value always by the same stand-in. */
import { isRecord } from '../../platforms/is-record'

const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g
const IPV4 = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g
const IPV6 = /\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b/gi

/** Fields whose text is a person's, whatever it looks like. */
const PERSONAL =
  /^(e-?mail|first_?name|last_?name|full_?name|phone(_?number)?|street|address|birthday|ip(_?address)?|user_?agent|avatar)$/i

/** In these objects `name` is a person's. */
const PERSONS = /^(user|traits|member|author|actor|profile|identity)$/i

/** Fields whose text is the id of a person or a device. */
const IDS =
  /^(user_?id|anonymous_?id|previous_?id|stable_?id|visitor_?code|kameleoonVisitorCode|device_?id|group_?id|customer_?id|user_?key)$/i

const SECRET = /(secret|token|api_?key|password|authorization|cookie|signature)/i

/**
 * @param units ids that are known to be a person's or a device's, wherever they stand.
 * @returns a body of the same shape.
 */
export function anonymise(body: unknown, units: readonly string[] = []): unknown {
  const names = new Map<string, string>()
  const replace = (kind: string, value: string): string => {
    const known = names.get(value)
    if (known !== undefined) return known
    const count = [...names.values()].filter((name) => name.startsWith(`${kind}-`)).length + 1
    const name = kind === 'person' ? `person-${count}@example.com` : `${kind}-${count}`
    names.set(value, name)
    return name
  }
  for (const unit of units) replace('unit', unit)

  const text = (value: string): string => {
    const known = names.get(value)
    if (known !== undefined) return known
    return value
      .replace(EMAIL, (email) => replace('person', email))
      .replace(IPV4, '192.0.2.1')
      .replace(IPV6, '2001:db8::1')
  }
  const visit = (value: unknown, key: string, parent: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => visit(item, key, parent))
    if (isRecord(value)) {
      const fields = Object.entries(value).map(([name, inner]) => [
        names.get(name) ?? name,
        visit(inner, name, key),
      ])
      return Object.fromEntries(fields)
    }
    if (typeof value !== 'string' || value === '') return value
    if (SECRET.test(key)) return replace('secret', value)
    if (IDS.test(key)) return replace('unit', value)
    const isPerson = PERSONAL.test(key) || (key === 'name' && PERSONS.test(parent))
    return isPerson && !value.includes('@') ? replace('personal', value) : text(value)
  }
  return visit(body, '', '')
}
