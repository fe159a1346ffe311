/** The platform that a body comes from: by setting, or recognised by its shape. */
import { ExperimentsError } from '../platforms/experiments-error'
import type { Platform, WebhookFace } from '../platforms/platform'

export type WebhookPlatform = Platform & { webhook: WebhookFace }

/** @throws ExperimentsError UNKNOWN_PLATFORM */
export function choosePlatform(
  platforms: readonly Platform[],
  setting: string,
  body: unknown,
): WebhookPlatform {
  const known = platforms.filter((platform) => platform.webhook !== undefined) as WebhookPlatform[]
  const chosen =
    setting === 'auto'
      ? known.find((platform) => platform.webhook.recognises(body))
      : known.find((platform) => platform.id === setting)
  if (chosen !== undefined) return chosen
  const ids = known.map((platform) => platform.id).join(', ')
  throw new ExperimentsError(
    'UNKNOWN_PLATFORM',
    setting === 'auto'
      ? `No platform recognises the body. Set "platform" to one of: ${ids}.`
      : `The setting "platform" must be auto or one of: ${ids} (received: ${JSON.stringify(setting)}).`,
  )
}
