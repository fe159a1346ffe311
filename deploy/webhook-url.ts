/**
 * The URL to paste into a vendor's console. Its form is read from public samples:
 * `?b=` and the base64 of "<source id>::<write key>"; it is a credential by itself.
 */
import type { DesiredSource } from './desired'
import { MASK } from './masker'
import type { RemoteSource } from './public-api/remote'

export type WebhookUrl = { url: string; masked: string } | { missing: string } // why there is none, and where to find it

export function webhookUrlOf(
  base: string | undefined,
  source: RemoteSource,
  desired: DesiredSource,
): WebhookUrl {
  const [writeKey] = source.writeKeys
  if (writeKey === undefined) {
    return { missing: 'Segment did not show the write key: the token needs the role Source Admin.' }
  }
  if (base === undefined) {
    return {
      missing:
        "Segment does not publish this region's address: copy the endpoint from the source's Settings page, and put its beginning into workspace.webhookUrl.",
    }
  }
  const url = new URL(base)
  url.searchParams.set('b', Buffer.from(`${source.id}::${writeKey}`).toString('base64'))
  const secret = firstSharedSecret(desired)
  if (secret !== undefined) url.searchParams.set('token', secret)
  return {
    url: url.href,
    masked: `${url.origin}/?b=${MASK}${secret === undefined ? '' : `&token=${MASK}`}`,
  }
}

/** While a secret is rotated there are several: the first is the new one. */
function firstSharedSecret({ settings }: DesiredSource): string | undefined {
  const value = settings.find(({ key }) => key === 'sharedSecret')?.value
  const first = typeof value === 'string' ? value.split(',')[0]?.trim() : undefined
  return first === '' ? undefined : first
}
