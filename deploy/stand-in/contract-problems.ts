/** Validates what goes in and out of the stand-in against Segment's contract. */
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { isRecord } from '../../platforms/is-record'
import type { EndpointId } from '../public-api/endpoints'
import contract from './contract.json'

interface Operation {
  method: string
  path: string
  stability: string
  accept: string[]
  query: { name: string; required: boolean; schema: unknown }[]
  body?: unknown
  status: number
  response: unknown
}

export const operations = contract.operations as unknown as Readonly<Record<EndpointId, Operation>>

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }))
const strictAjv = addFormats(new Ajv({ strict: false, allErrors: true }))
const schemas = contract.schemas as Record<string, unknown>
ajv.addSchema({ $id: 'contract', components: { schemas } })
strictAjv.addSchema({ $id: 'contract', components: { schemas: closed(schemas) } })

const compiled = new Map<string, ValidateFunction>()

/** What is wrong with a request; undefined for a right one. Unknown members are wrong too. */
export function requestProblem(
  id: EndpointId,
  query: ReadonlyMap<string, string>,
  body: unknown,
): string | undefined {
  const operation = operations[id]
  if (operation.body === undefined) {
    if (body !== undefined) return 'this operation takes no body'
  } else {
    const problem = problemOf(strictAjv, `${id} body`, closed(operation.body), body)
    if (problem !== undefined) return problem
  }
  return queryProblem(id, operation, query)
}

export function responseProblem(id: EndpointId, body: unknown): string | undefined {
  return problemOf(ajv, `${id} response`, operations[id].response, body)
}

/** `pagination[count]=200` is the member `count` of the parameter `pagination`. */
function queryProblem(
  id: EndpointId,
  operation: Operation,
  query: ReadonlyMap<string, string>,
): string | undefined {
  const values: Record<string, unknown> = {}
  for (const [name, value] of query) {
    const [, outer, inner] = /^(\w+)(?:\[(\w+)\])?$/.exec(name) ?? []
    if (outer === undefined) return `query parameter ${name} is not understood`
    const typed = inner === 'count' ? Number(value) : value
    values[outer] = inner === undefined ? typed : { ...record(values[outer]), [inner]: typed }
  }
  const schema = {
    type: 'object',
    required: operation.query.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(operation.query.map((it) => [it.name, it.schema])),
    additionalProperties: false,
  }
  return problemOf(ajv, `${id} query`, schema, values)
}

function problemOf(
  validator: Ajv,
  key: string,
  schema: unknown,
  value: unknown,
): string | undefined {
  const validate = compiled.get(key) ?? validator.compile(rooted(schema) as object)
  compiled.set(key, validate)
  return validate(value) ? undefined : validator.errorsText(validate.errors, { dataVar: key })
}

/** References of the document, resolved in the schema that holds them all. */
function rooted(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(rooted)
  if (!isRecord(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [key, `contract${value}`]
        : [key, rooted(value)],
    ),
  )
}

/** The document lists members and forbids none; a member that it does not list is a mistake of ours. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (!isRecord(schema)) return schema
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  )
  return isRecord(schema.properties) && schema.type === 'object'
    ? { ...copy, additionalProperties: false }
    : copy
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}
