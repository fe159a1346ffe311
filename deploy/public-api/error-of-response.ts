/** What an answer of the Public API that is not a success means for the person who runs deploy. */
import { isRecord } from '../../platforms/is-record'
import { DeployError } from '../deploy-error'
import { type EndpointId, endpoints } from './endpoints'
import { type Region, regions } from './region'

export interface Answer {
  status: number
  headers: Headers
  /** Parsed JSON, or undefined if it is none. */
  json: unknown
}

/** A refusal that will not change by asking again; undefined where it may. */
export function errorOfResponse(id: EndpointId, answer: Answer, region: Region) {
  const { status } = answer
  if (status >= 300 && status < 400) return wrongRegion(id, answer, region)
  const said = `${callName(id)} was answered with ${status}${saidBy(answer.json)}.`
  const isAlpha = endpoints[id].stability === 'v1alpha'
  if (isAlpha && [401, 403, 404, 501].includes(status)) {
    return new DeployError('FEATURE_OFF', `${said} ${ALPHA_ADVICE}`)
  }
  if (status === 401 || status === 403)
    return new DeployError('NOT_ALLOWED', `${said} ${TOKEN_ADVICE}`)
  if (status === 404) return new DeployError('NOT_FOUND', `${said} ${NOT_FOUND_ADVICE}`)
  if (status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429) {
    return new DeployError('REFUSED', `${said} Correct the declaration and run plan again.`)
  }
  return undefined
}

const TOKEN_ADVICE =
  'Check that SEGMENT_PUBLIC_API_TOKEN is a token of this workspace that was not revoked (Segment revokes ' +
  'tokens found on GitHub), and that it has the roles Functions Admin and Source Admin, or Workspace Owner.'

const ALPHA_ADVICE =
  'This endpoint is in alpha and not every workspace has it: ask Segment to switch it on (for mappings the ' +
  'feature is "Destination Subscriptions"), or check that the token has the role Workspace Owner.'

const NOT_FOUND_ADVICE =
  'It may have been deleted in Segment since it was listed. Run plan again; if it stays, ask whether the ' +
  'workspace has the feature (Functions need a Business plan or a trial).'

/** The region's redirect is not followed: the token would go to a host that nobody named. */
function wrongRegion(id: EndpointId, answer: Answer, region: Region): DeployError {
  const location = answer.headers.get('location') ?? ''
  const host = URL.canParse(location) ? new URL(location).host : 'an unnamed host'
  const other = Object.entries(regions).find(([, facts]) => new URL(facts.apiUrl).host === host)
  const advice =
    other === undefined || other[0] === region
      ? 'Check SEGMENT_PUBLIC_API_URL and the region in the declaration.'
      : `The workspace is in the other region: set region to '${other[0]}' in the declaration.`
  return new DeployError(
    'WRONG_REGION',
    `${callName(id)} was redirected (${answer.status}) to ${host}. The redirect was not followed and the token was not sent there. ${advice}`,
  )
}

export function callName(id: EndpointId): string {
  return `${endpoints[id].method} ${endpoints[id].path}`
}

/** The API's own words: `{errors: [{type, message, field}]}`. */
export function saidBy(json: unknown): string {
  const errors = isRecord(json) && Array.isArray(json.errors) ? json.errors : []
  const words = errors
    .filter(isRecord)
    .map((error) =>
      [error.type, error.field, error.message]
        .filter((part): part is string => typeof part === 'string' && part !== '')
        .join(': '),
    )
  const text = words.filter((word) => word !== '').join('; ')
  return text === '' ? '' : ` (${text.slice(0, 500)})`
}
