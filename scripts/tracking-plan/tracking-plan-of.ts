/** Declared events as the rules of a tracking plan, ready for Segment's Public API. */
import type { EventDeclaration } from '../../platforms/event-declaration'
import { jsonSchemaOf } from './json-schema-of'

export interface TrackingPlan {
  name: string
  /** https://docs.segmentapis.com/tag/Tracking-Plans/#operation/replaceRulesInTrackingPlan */
  rules: { type: 'TRACK' | 'PAGE'; key: string; version: 1; jsonSchema: Record<string, unknown> }[]
}

/** Events that a user names cannot be in a plan of ours: only what has a name, and pages. */
export function trackingPlanOf(
  name: string,
  declarations: readonly EventDeclaration[],
): TrackingPlan {
  const rules = declarations.flatMap((declaration) => {
    const { type, event } = declaration
    if (type === 'track' && event === undefined) return []
    const jsonSchema = jsonSchemaOf(declaration)
    const rule = { type: type === 'page' ? 'PAGE' : 'TRACK', key: event ?? '' } as const
    return [{ ...rule, version: 1 as const, jsonSchema }]
  })
  return { name, rules }
}
