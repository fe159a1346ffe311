/**
 * Vendors' own machine-readable contracts, as independent oracles. They are not part of the
 * project: the checks run where the folder is, and find nothing wrong where it is not.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { isRecord } from '../../platforms/is-record'
import type { RecordedRequest } from './fake-platform'

const FOLDERS = [process.env.CONTRACTS_DIR, join(__dirname, '../../../shared/contracts')]

export const contractsFolder = FOLDERS.find((folder) => folder !== undefined && existsSync(folder))

function readContract(name: string): Record<string, unknown> | undefined {
  if (contractsFolder === undefined) return undefined
  const text = readFileSync(join(contractsFolder, name), 'utf8')
  return JSON.parse(text, (_key, value: unknown) => withoutBareNullable(value))
}

/** OpenAPI's `nullable` means something only beside a `type`, and Ajv refuses it elsewhere. */
function withoutBareNullable(value: unknown): unknown {
  if (!isRecord(value) || !('nullable' in value) || 'type' in value) return value
  const { nullable: _, ...rest } = value
  return rest
}

/** What a request breaks in the OpenAPI documents, as sentences; empty if nothing. */
export function openApiProblems(
  documents: readonly string[],
  requests: readonly RecordedRequest[],
): string[] {
  return requests.flatMap((request) => {
    const validators = documents.map((name) => validatorFor(name, request))
    if (contractsFolder === undefined) return []
    const route = `${request.method} ${request.path}`
    const validate = validators.find((found) => found !== undefined)
    if (validate === undefined) return [`${route} is in no contract`]
    if (validate === 'no body' || validate(request.body)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${route} ${instancePath} ${message}`,
    )
  })
}

function validatorFor(
  name: string,
  request: RecordedRequest,
): ValidateFunction | 'no body' | undefined {
  const document = readContract(name)
  if (document === undefined || !isRecord(document.paths)) return undefined
  const path = request.path.split('?')[0] ?? ''
  const route = Object.keys(document.paths).find((template) =>
    new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
  )
  if (route === undefined) return undefined
  const pointer = route.replaceAll('~', '~0').replaceAll('/', '~1')
  const operation = `#/paths/${encodeURIComponent(pointer)}/${request.method.toLowerCase()}`
  const found = (document.paths[route] as Record<string, unknown>)[request.method.toLowerCase()]
  if (!isRecord(found)) return undefined
  if (found.requestBody === undefined) return 'no body'
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }))
  ajv.addSchema(document, name)
  return ajv.compile({
    $ref: `${name}${operation}/requestBody/content/application~1json/schema`,
  })
}

/**
 * The memberships that a platform reads from a body, by the JSON pointers of its own manifest.
 * Undefined where the contracts are not at hand.
 */
export function membershipsByManifest(
  name: string,
  integration: string,
  body: unknown,
): Record<string, boolean> | undefined {
  const manifests = readContract(name)
  if (manifests === undefined) return undefined
  const parser = at(manifests, `/integrations/${integration}/syncedSegment/requestParser`)
  if (!isRecord(parser)) throw new Error(`No manifest for ${integration}`)
  for (const required of [
    'environmentIdPath',
    'contextKindPath',
    'cohortIdPath',
    'cohortNamePath',
  ]) {
    if (typeof at(body, String(parser[required])) !== 'string') throw new Error(`No ${required}`)
  }
  const { memberIdPath, booleanMembershipPath, cohortIdPath } = parser.memberArrayParser as Record<
    string,
    string
  >
  const members = at(body, String(parser.memberArrayPath)) as unknown[]
  return Object.fromEntries(
    members.map((member) => {
      const key = `${at(member, `${cohortIdPath}`)}/${at(member, `${memberIdPath}`)}`
      return [key, at(member, `${booleanMembershipPath}`) as boolean]
    }),
  )
}

/** https://www.rfc-editor.org/rfc/rfc6901 without escapes, which the manifests do not use. */
function at(value: unknown, pointer: string): unknown {
  let found = value
  for (const part of pointer.split('/').slice(1)) {
    found = Array.isArray(found) ? found[Number(part)] : isRecord(found) ? found[part] : undefined
  }
  return found
}
