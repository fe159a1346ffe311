/** A body as it reaches a deployed source function: Segment alphabetises its keys. */
import { canonicalJson } from '../platforms/canonical-json'

export function alphabetise(body: unknown): unknown {
  return JSON.parse(canonicalJson(body))
}
