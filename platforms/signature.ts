/**
 * How a vendor signs a webhook. Data and pure functions: the HMAC itself is computed at the edge,
 * because Segment's runtime has Node's crypto and other runtimes have WebCrypto.
 */
export interface SignatureScheme {
  /** Header that carries the signature. */
  header: string
  /** Header that carries the signed time, if the vendor signs one. */
  timeHeader?: string
  /** Unit of that time. */
  timeUnit?: 'ms' | 's'
  /** How far the signed time may be from now. */
  toleranceMs?: number
  algorithm: 'sha1' | 'sha256'
  encoding: 'hex' | 'base64'
  /** What precedes the digest in the header, such as `v0=`. */
  prefix: string
  /** The text that is signed. */
  base(body: string, time: string): string
  /**
   * The vendor's own spelling of a body whose keys Segment alphabetised: every candidate is tried.
   * Empty where the vendor's key order is not known.
   */
  restore?(body: unknown): readonly string[]
}

export type AuthResult =
  | 'verified' // the signature is right
  | 'secret-verified' // the shared secret is right; the body's integrity was not checked
  | 'reordered' // the body was reordered on the way, the signature cannot be checked here
  | 'missing' // the request carries neither
  | 'forged' // the secret or signature is wrong
  | 'stale' // the signed time is outside the tolerance
