/** Signs a webhook body as a platform does, for tests and senders. */
import { createHmac } from 'node:crypto'
import { platformById } from '../platforms/index'
import type { SignatureScheme } from '../platforms/signature'

/**
 * @param by a platform's id, or a scheme
 * @returns the headers that the platform would add; none if it signs nothing.
 */
export function sign(
  by: string | SignatureScheme,
  secret: string,
  body: string,
  nowMs: number,
): Record<string, string> {
  const scheme = typeof by === 'string' ? schemeOf(by) : by
  if (scheme === undefined) return {}
  const time = String(scheme.timeUnit === 's' ? Math.floor(nowMs / 1000) : nowMs)
  const digest = createHmac(scheme.algorithm, secret)
    .update(scheme.base(body, time), 'utf8')
    .digest(scheme.encoding)
  return {
    [scheme.header]: scheme.prefix + digest,
    ...(scheme.timeHeader === undefined ? {} : { [scheme.timeHeader]: time }),
  }
}

function schemeOf(id: string): SignatureScheme | undefined {
  const platform = platformById(id)
  if (platform === undefined) throw new Error(`No platform has the id ${JSON.stringify(id)}.`)
  return platform.webhook?.signature
}
