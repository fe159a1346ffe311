/** What differs between a declared rule, a filter or a mapping, and the one in Segment. */
import { canonicalJson } from '../../platforms/canonical-json'
import type { FieldChange } from '../change'
import { isSameFql } from '../same-fql'

interface Rule {
  /** When it applies, in Segment's filter language. */
  fql: string
  /** What it does then. */
  content: unknown
  enabled: boolean
}

/** @param names what Segment calls the two fields. */
export function ruleDifferences(
  names: { fql: string; content: string },
  declared: Rule,
  found: Rule,
): FieldChange[] {
  const fields: FieldChange[] = []
  if (!isSameFql(declared.fql, found.fql)) {
    fields.push({ field: names.fql, from: found.fql, to: declared.fql })
  }
  const [from, to] = [canonicalJson(found.content), canonicalJson(declared.content)]
  if (from !== to) fields.push({ field: names.content, from, to })
  if (declared.enabled !== found.enabled) {
    const [before, after] = [String(found.enabled), String(declared.enabled)]
    fields.push({ field: 'enabled', from: before, to: after })
  }
  return fields
}
