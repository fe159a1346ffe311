/** The items of a webhook that our source function received, as its platform reads them. */
import { platformById } from '../../platforms'
import type { Exposure } from '../../platforms/exposure'
import type { Platform, WebhookFace, WebhookItem } from '../../platforms/platform'
import type { SettingValues } from '../../platforms/setting'
import type { RequestRecord } from '../records'

export interface WebhookBody {
  platform: Platform & { webhook: WebhookFace }
  body: unknown
  items: readonly unknown[]
}

/** Undefined if the request is no webhook of a known platform. */
export function webhookBodyOf(request: RequestRecord): WebhookBody | undefined {
  const platform = platformById(request.summary?.platform ?? '')
  if (platform?.webhook === undefined) return undefined
  let body: unknown
  try {
    body = JSON.parse(request.body)
  } catch {
    return undefined
  }
  const items = platform.webhook.split(body)
  return items === undefined
    ? undefined
    : { platform: { ...platform, webhook: platform.webhook }, body, items }
}

/** The exposures among the items that were sent on. */
export function exposuresOfRequest(request: RequestRecord, settings: SettingValues): Exposure[] {
  const webhook = webhookBodyOf(request)
  if (webhook === undefined) return []
  const held = new Set(request.summary?.items.map(([index]) => index))
  return webhook.items.flatMap((item, index) => {
    if (held.has(index)) return []
    const parsed = webhook.platform.webhook.parse(item, settings)
    return isItem(parsed) && parsed.exposure !== undefined ? [parsed.exposure] : []
  })
}

export function isItem(parsed: ReturnType<WebhookFace['parse']>): parsed is WebhookItem {
  return !('status' in parsed)
}
