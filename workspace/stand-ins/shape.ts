/** Checks a body against a compact schema and says in a sentence what is wrong. */
import Ajv, { type AnySchemaObject } from 'ajv'

const ajv = new Ajv({ allErrors: false, strict: false })

/** Returns a function that answers with the first problem, or undefined if there is none. */
export function compileShape(schema: AnySchemaObject): (body: unknown) => string | undefined {
  const validate = ajv.compile(schema)
  return (body) => {
    if (validate(body)) return undefined
    const [error] = validate.errors ?? []
    return `body${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}`
  }
}
