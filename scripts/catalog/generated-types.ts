import type { InputField } from '@segment/actions-core'

type Typed = Pick<InputField, 'type' | 'description' | 'required'>

const TYPES: Record<InputField['type'], string> = {
  string: 'string',
  text: 'string',
  password: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  datetime: 'string | number',
  object: '{\n    [k: string]: unknown\n  }',
}

/** The file that Segment's own generator writes beside each action and each destination. */
export function generatedTypes(
  interfaces: Readonly<Record<string, Record<string, Typed>>>,
): string {
  const blocks = Object.entries(interfaces).map(([name, fields]) => {
    const members = Object.entries(fields).map(([key, { type, description, required }]) => {
      const optional = required === true ? '' : '?'
      return `  /**\n   * ${description}\n   */\n  ${key}${optional}: ${TYPES[type]}\n`
    })
    return `export interface ${name} {\n${members.join('')}}\n`
  })
  return `// Generated file. DO NOT MODIFY IT BY HAND.\n\n${blocks.join('\n')}`
}
