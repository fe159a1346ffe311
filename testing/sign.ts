/** Signs a webhook body as a platform does, for tests and senders. */
import { createHmac } from 'node:crypto'
import type { SignatureScheme } from '../platforms/signature'

/** @returns the headers that the platform would add. */
export function sign(
  scheme: SignatureScheme,
  secret: string,
  body: string,
  nowMs: number,
): Record<string, string> {
  const time = String(scheme.timeUnit === 's' ? Math.floor(nowMs / 1000) : nowMs)
  const digest = createHmac(scheme.algorithm, secret)
    .update(scheme.base(body, time), 'utf8')
    .digest(scheme.encoding)
  return {
    [scheme.header]: scheme.prefix + digest,
    ...(scheme.timeHeader === undefined ? {} : { [scheme.timeHeader]: time }),
  }
}
