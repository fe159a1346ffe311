/** The pipeline that the source function and the relay share: authenticate, parse, filter, shape. */
import type { Platform } from '../platforms/platform'
import type { AuthResult } from '../platforms/signature'
import { type AuthInput, authenticate, type Hmac } from './authenticate'
import { choosePlatform } from './choose-platform'
import type { SourceSettings } from './read-settings'
import { refusalOf } from './refusal-of'
import { requireSecret } from './require-secret'
import { type Translated, translate } from './translate'

export interface Webhook {
  token: string | undefined
  header(name: string): string | undefined
  text: string
  /** `text` is what the vendor sent, byte for byte. */
  untouched?: boolean
  body: unknown
}

export interface Processed {
  platform: string
  auth: AuthResult
  items: Translated[]
}

/** @throws ExperimentsError if the request as a whole is refused */
export async function processWebhook(
  webhook: Webhook,
  settings: SourceSettings,
  platforms: readonly Platform[],
  edge: { hmac: Hmac; nowMs: number },
): Promise<Processed> {
  requireSecret(settings)
  const platform = choosePlatform(platforms, settings.platform, webhook.body)
  const scheme = platform.webhook.signature
  const input: AuthInput = { ...webhook, nowMs: edge.nowMs }
  const auth = await authenticate(input, settings, scheme, edge.hmac)
  const refusal = refusalOf(auth, scheme)
  if (refusal !== undefined) throw refusal
  return { platform: platform.id, auth, items: translate(webhook.body, platform, settings) }
}
