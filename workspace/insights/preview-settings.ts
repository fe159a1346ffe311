/** What other settings of the source function would make of the webhook items that came last. */
import { canonicalJson } from '../../platforms/canonical-json'
import type { SettingValues } from '../../platforms/setting'
import { readSettings } from '../../source-function/read-settings'
import { type Translated, translate } from '../../source-function/translate'
import type { RequestRecord } from '../records'
import { isItem, webhookBodyOf } from './webhook-items'

export interface Preview {
  items: PreviewItem[]
  counts: { items: number; changed: number; sentBefore: number; sentAfter: number }
}

export interface PreviewItem {
  requestId: string
  /** In the request's body. */
  index: number
  /** What `include` and `exclude` can name. */
  names: readonly string[]
  before: Translated
  after: Translated
  changed: boolean
}

export const PREVIEWED_ITEMS = 100

/**
 * @param requests newest first.
 * @param current settings of the function that received a request.
 * @throws ExperimentsError BAD_SETTING
 */
export function previewSettings(
  requests: readonly RequestRecord[],
  current: (sourceId: string) => SettingValues,
  proposed: SettingValues,
): Preview {
  readSettings(proposed)
  const items: PreviewItem[] = []
  for (const request of requests) {
    if (items.length >= PREVIEWED_ITEMS) break
    items.push(...previewRequest(request, current(request.sourceId ?? ''), proposed))
  }
  const shown = items.slice(0, PREVIEWED_ITEMS)
  return {
    items: shown,
    counts: {
      items: shown.length,
      changed: shown.filter(({ changed }) => changed).length,
      sentBefore: shown.filter(({ before }) => before.outcome.status === 'sent').length,
      sentAfter: shown.filter(({ after }) => after.outcome.status === 'sent').length,
    },
  }
}

function previewRequest(
  request: RequestRecord,
  current: SettingValues,
  proposed: SettingValues,
): PreviewItem[] {
  const webhook = webhookBodyOf(request)
  if (webhook === undefined) return []
  const { platform, body, items } = webhook
  const before = translate(body, platform, readSettings(current))
  const after = translate(body, platform, readSettings({ ...current, ...proposed }))
  return items.flatMap((item, index) => {
    const [was, is] = [before[index], after[index]]
    if (was === undefined || is === undefined) return []
    const parsed = platform.webhook.parse(item, current)
    const names = isItem(parsed) ? parsed.names : []
    const changed = canonicalJson(was) !== canonicalJson(is)
    return [{ requestId: request.id, index, names, before: was, after: is, changed }]
  })
}
