/** Declared events as TypeScript types. */
import type {
  EventDeclaration,
  FieldDeclaration,
  JsonType,
} from '../../platforms/event-declaration'

const TYPES: Readonly<Record<JsonType, string>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  object: 'Record<string, unknown>',
  array: 'unknown[]',
  null: 'null',
}

/** What stands for any text in a template literal type. */
const ANY_TEXT = '$' + '{string}'

/** @returns the text of a declaration file. */
export function typesOf(
  standard: readonly EventDeclaration[],
  native: readonly EventDeclaration[],
): string {
  return [
    '/** The Segment events of segment-experiments. Generated from the declarations in platforms/. */',
    ...[...standard, ...native].map(interfaceOf),
    unionOf('StandardEvent', standard),
    unionOf('NativeEvent', native),
    '',
  ].join('\n\n')
}

function unionOf(name: string, declarations: readonly EventDeclaration[]): string {
  const members = declarations.map(({ typeName }) => `  | ${typeName}`)
  return [`export type ${name} =`, ...members].join('\n')
}

function interfaceOf(declaration: EventDeclaration): string {
  const { type, typeName, description, properties } = declaration
  return [
    `/** ${description} */`,
    `export interface ${typeName} {`,
    `  type: '${type}'`,
    ...(type === 'track' ? [`  event: ${nameOf(declaration)}`] : []),
    `  properties: ${objectOf(properties, '  ')}`,
    '}',
  ].join('\n')
}

function nameOf({ event, matches }: EventDeclaration): string {
  if (matches === undefined) return `'${event}'`
  return matches === '*' ? 'string' : ['`', '`'].join(matches.replaceAll('*', ANY_TEXT))
}

function objectOf(properties: Readonly<Record<string, FieldDeclaration>>, indent: string): string {
  const fields = Object.entries(properties).flatMap(([key, field]) => [
    `${indent}  /** ${field.description} */`,
    `${indent}  ${key}${field.required ? '' : '?'}: ${typeOf(field, `${indent}  `)}`,
  ])
  return fields.length === 0 ? 'Record<string, unknown>' : ['{', ...fields, `${indent}}`].join('\n')
}

function typeOf({ type, values, properties }: FieldDeclaration, indent: string): string {
  if (values !== undefined) return values.map((value) => `'${value}'`).join(' | ')
  if (properties !== undefined) return `${objectOf(properties, indent)} & Record<string, unknown>`
  const types = type === undefined ? [] : typeof type === 'string' ? [type] : type
  return types.length === 0 ? 'unknown' : types.map((one) => TYPES[one]).join(' | ')
}
