/** What a million exposures would cost in Segment's units: messages, tracked users, function-hours. */
import type { SettingValues } from '../../platforms/setting'
import { EVENT_FORMS, type EventForm, readSettings } from '../../source-function/read-settings'
import { translate } from '../../source-function/translate'
import type { RequestRecord } from '../records'
import { exposuresOfRequest, type WebhookBody, webhookBodyOf } from './webhook-items'

export interface Estimate {
  measured: { requests: number; exposures: number; functionMs: number }
  /** Null until there is an exposure to measure by. */
  perMillionExposures: Record<EventForm, FormEstimate> | null
}

export interface FormEstimate {
  messages: number
  /** Distinct userIds and anonymousIds, at the share of repeated visitors that was measured. */
  trackedUsers: number
  functionHours: number
}

const MILLION = 1_000_000
const HOUR_MS = 3_600_000

/** https://segment.com/docs/guides/usage-and-billing/mtus-and-throughput/ */
export function estimateCost(
  requests: readonly RequestRecord[],
  settingsOf: (sourceId: string) => SettingValues,
): Estimate {
  const webhooks = requests.flatMap((request) => {
    const webhook = webhookBodyOf(request)
    const settings = settingsOf(request.sourceId ?? '')
    return webhook === undefined ? [] : [{ request, webhook, settings }]
  })
  let exposures = 0
  let functionMs = 0
  for (const { request, settings } of webhooks) {
    exposures += exposuresOfRequest(request, settings).length
    functionMs += request.durationMs ?? 0
  }
  const measured = { requests: webhooks.length, exposures, functionMs }
  if (exposures === 0) return { measured, perMillionExposures: null }
  const forms = EVENT_FORMS.map((form) => {
    const scale = MILLION / exposures
    return [
      form,
      { ...estimateForm(webhooks, form, scale), functionHours: (functionMs * scale) / HOUR_MS },
    ]
  })
  return { measured, perMillionExposures: Object.fromEntries(forms) }
}

function estimateForm(
  webhooks: readonly { webhook: WebhookBody; settings: SettingValues }[],
  eventForm: EventForm,
  scale: number,
): Pick<FormEstimate, 'messages' | 'trackedUsers'> {
  let messages = 0
  const users = new Set<string>()
  for (const { webhook, settings } of webhooks) {
    const values = { ...settings, eventForm }
    for (const { calls } of translate(webhook.body, webhook.platform, readSettings(values))) {
      messages += calls.length
      for (const { userId, anonymousId } of calls) users.add(JSON.stringify([userId, anonymousId]))
    }
  }
  return { messages: messages * scale, trackedUsers: users.size * scale }
}
