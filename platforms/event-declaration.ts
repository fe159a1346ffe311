/**
 * What an event of ours looks like, declared once as data: the tracking plan for Segment Protocols
 * and the TypeScript types are both generated from it.
 */
export interface EventDeclaration {
  type: 'track' | 'page'
  /** The event's name; absent where the vendor sends a page without one. */
  event?: string
  /** What names of this event match, where part of the name is somebody's choice; `*` for any. */
  matches?: string
  /** Name of its TypeScript type. */
  typeName: string
  description: string
  properties: Readonly<Record<string, FieldDeclaration>>
}

export type JsonType = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null'

export interface FieldDeclaration {
  /** Any JSON if absent. */
  type?: JsonType | readonly JsonType[]
  /** The only values that there are. */
  values?: readonly string[]
  required?: true
  description: string
  /** Of an object, as far as they are documented; others may occur. */
  properties?: Readonly<Record<string, FieldDeclaration>>
}
