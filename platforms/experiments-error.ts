/** Why something failed as a whole; an item that fails alone has an `Outcome` instead. */
export type ErrorCode =
  | 'NOT_JSON' // the body cannot be parsed
  | 'BODY_TOO_LARGE' // the body is over 512 KiB
  | 'BODY_TIMEOUT' // the body did not arrive in time
  | 'METHOD_NOT_ALLOWED' // anything but POST
  | 'BAD_ENCODING' // the body is neither plain UTF-8 nor sound gzip
  | 'SEGMENT_BUSY' // Segment did not take the events in time: send the request again
  | 'SEGMENT_REFUSED' // Segment's final answer was no: somebody has to act
  | 'UNKNOWN_PLATFORM' // the setting names no platform, or no platform recognises the body
  | 'UNKNOWN_BODY' // the body is not an envelope that the platform documents
  | 'NOTHING_VALID' // every item of the body was rejected
  | 'NO_SECRET_SET' // neither sharedSecret nor signingSecret is set: everything would be let in
  | 'SECRET_MISSING' // the request carries no secret or signature
  | 'SECRET_FORGED' // the secret or signature is wrong
  | 'SIGNATURE_STALE' // the signed time is outside the tolerance: a replay, or a wrong clock
  | 'SIGNATURE_REORDERED' // Segment reordered the body, so its signature cannot be checked here
  | 'BAD_SETTING' // a setting has a value that cannot work

/** `message` says what failed, what was received and what to do next. Never a secret, never a unit's id. */
export class ExperimentsError extends Error {
  override readonly name = 'ExperimentsError'

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(`[${code}] ${message}`, options)
  }
}
