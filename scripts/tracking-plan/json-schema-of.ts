/** A declared event as JSON Schema, in the form of a rule of Segment Protocols. */
import type { EventDeclaration, FieldDeclaration } from '../../platforms/event-declaration'

type JsonSchema = Record<string, unknown>

/** https://segment.com/docs/protocols/tracking-plan/create/#edit-underlying-json-schema */
export function jsonSchemaOf(declaration: EventDeclaration): JsonSchema {
  const { description, properties } = declaration
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    description,
    type: 'object',
    properties: {
      context: {},
      traits: {},
      properties: objectOf(properties),
    },
    required: ['properties'],
  }
}

function objectOf(properties: Readonly<Record<string, FieldDeclaration>>): JsonSchema {
  const required = Object.keys(properties).filter((key) => properties[key]?.required)
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, field]) => [key, fieldOf(field)]),
    ),
    ...(required.length === 0 ? {} : { required }),
  }
}

function fieldOf({ type, values, description, properties }: FieldDeclaration): JsonSchema {
  return {
    description,
    ...(properties === undefined ? {} : objectOf(properties)),
    ...(type === undefined ? {} : { type }),
    ...(values === undefined ? {} : { enum: values }),
  }
}
