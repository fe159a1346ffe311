/**
 * Writes deploy/stand-in/contract.json: the operations of Segment's Public API that deploy uses, cut
 * out of a whole OpenAPI document.
 *
 *   npx ts-node scripts/extract-public-api-contract.ts <openapi.json>
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { endpoints } from '../deploy/public-api/endpoints'
import { isRecord } from '../platforms/is-record'

const TARGET = resolve(__dirname, '../deploy/stand-in/contract.json')
const METHODS = ['get', 'post', 'put', 'patch', 'delete']

function main(path: string | undefined): void {
  if (path === undefined) throw new Error('Give the path of the OpenAPI document (JSON).')
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const contract = extract(document)
  writeFileSync(TARGET, `${JSON.stringify(contract, null, 1)}\n`)
  console.log(`${TARGET}: ${Object.keys(contract.operations).length} operations`)
}

function extract(document: unknown) {
  const operations: Record<string, unknown> = {}
  const schemas: Record<string, unknown> = {}
  const allSchemas = at(document, 'components', 'schemas')
  for (const [path, methods] of Object.entries(record(at(document, 'paths')))) {
    for (const method of METHODS) {
      const operation = record(record(methods)[method])
      const id = operation.operationId
      if (typeof id !== 'string' || !(id in endpoints)) continue
      operations[id] = operationOf(method, path, operation)
      collect(operations[id], record(allSchemas), schemas)
    }
  }
  const missing = Object.keys(endpoints).filter((id) => !(id in operations))
  if (missing.length > 0) throw new Error(`The document lacks ${missing.join(', ')}.`)
  return {
    source: 'https://github.com/segmentio/public-api-sdk-typescript (MIT)',
    provenance: `OpenAPI ${String(at(document, 'info', 'version'))}, derived from the types of Segment's TypeScript SDK`,
    note: 'Only the operations that deploy uses, without descriptions. Written by scripts/extract-public-api-contract.ts.',
    operations,
    schemas,
  }
}

function operationOf(method: string, path: string, operation: Record<string, unknown>) {
  const responses = record(operation.responses)
  const status = '201' in responses ? 201 : 200
  const parameters = Array.isArray(operation.parameters) ? operation.parameters : []
  return {
    method: method.toUpperCase(),
    path,
    stability: operation['x-stability'],
    accept: operation['x-accept'],
    query: parameters
      .filter((parameter) => record(parameter).in === 'query')
      .map((parameter) => ({
        name: record(parameter).name,
        required: record(parameter).required === true,
        schema: bare(record(parameter).schema),
      })),
    body: bare(at(operation, 'requestBody', 'content', 'application/json', 'schema')),
    status,
    response: bare(at(responses[String(status)], 'content', 'application/json', 'schema')),
  }
}

/** Follows `$ref` and keeps every schema that is reached. */
function collect(
  value: unknown,
  all: Record<string, unknown>,
  kept: Record<string, unknown>,
): void {
  if (Array.isArray(value)) for (const item of value) collect(item, all, kept)
  if (!isRecord(value)) return
  const name = typeof value.$ref === 'string' ? value.$ref.split('/').pop() : undefined
  if (name !== undefined && !(name in kept)) {
    kept[name] = bare(all[name])
    collect(kept[name], all, kept)
  }
  for (const item of Object.values(value)) collect(item, all, kept)
}

/**
 * A schema without its prose; `description` as the name of a property stays. `nullable` without a
 * type says nothing, and validators refuse it.
 */
function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare)
  if (!isRecord(schema)) return schema
  const entries = Object.entries(schema).filter(
    ([key, value]) =>
      !(key === 'description' && typeof value === 'string') &&
      !(key === 'nullable' && !('type' in schema)),
  )
  return Object.fromEntries(entries.map(([key, value]) => [key, bare(value)]))
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => record(inner)[key], value)
}

main(process.argv[2])
