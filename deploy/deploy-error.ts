/** The one error of the deploy room: what failed, what was received, what to do next. */
export type DeployErrorCode =
  | 'USAGE' // the command line is not understood
  | 'NO_TOKEN' // SEGMENT_PUBLIC_API_TOKEN is not set, or would be sent over an open connection
  | 'BAD_CONFIG' // segment.config.ts says something that cannot be deployed
  | 'SECRET_NOT_SET' // a secret that the declaration names is not in the environment
  | 'BUNDLE_MISSING' // the built file is not there
  | 'BUNDLE_UNFIT' // the built file would not run, or would be refused, in Segment
  | 'WRONG_WORKSPACE' // the token opens another workspace than the declaration names
  | 'WRONG_REGION' // the workspace is in the other region
  | 'NOT_ALLOWED' // 401 or 403: the token lacks a role, or was revoked
  | 'FEATURE_OFF' // an alpha endpoint, or a feature, that this workspace does not have
  | 'NOT_FOUND' // 404
  | 'REFUSED' // 400, 409, 413, 422: Segment read the request and says no
  | 'RATE_LIMITED' // 429 again and again, or a wait that is too long
  | 'SERVER_FAILED' // 5xx again and again
  | 'UNREACHABLE' // no connection, or no answer in time
  | 'NOT_JSON' // an answer that is not the API's: a proxy, a login page
  | 'UNEXPECTED_SHAPE' // JSON, but without what the contract promises
  | 'OUTCOME_UNKNOWN' // a POST without a usable answer: it may have acted
  | 'NOT_OURS' // something with the declared name exists and does not carry our mark
  | 'DRIFT' // code was edited in Segment since the last apply
  | 'CHANGED_SINCE_PLAN' // code was edited in Segment while the plan was read
  | 'NOT_CONFIRMED' // the question was answered with no, or nobody is there to answer
  | 'NOT_VERIFIED' // after apply, the workspace still differs from the declaration
  | 'NOTHING_TO_ROLL_BACK' // no earlier version is known
  | 'CANARY_FAILED' // the webhook did not take the canary

export class DeployError extends Error {
  override readonly name = 'DeployError'

  constructor(
    readonly code: DeployErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(`[${code}] ${message}`, options)
  }
}

/** Did this call perhaps act although no usable answer came? */
export function mayHaveActed(error: unknown): boolean {
  return error instanceof DeployError && error.code === 'OUTCOME_UNKNOWN'
}
