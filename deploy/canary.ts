/** Sends a vendor's test event to a deployed source, as the vendor would. */
import { readFileSync } from 'node:fs'
import { isRecord } from '../platforms/is-record'
import { DeployError } from './deploy-error'
import type { DesiredSource } from './desired'
import type { RemoteSource } from './public-api/remote'
import { kindOf } from './reason-of'
import { webhookUrlOf } from './webhook-url'

/** Segment ends a function after 5 s; the way there and back comes on top. */
const TIMEOUT_MS = 10_000

export async function sendCanary(
  webhookBase: string | undefined,
  source: RemoteSource,
  desired: DesiredSource,
): Promise<string> {
  if (desired.canaryPath === undefined) {
    return `source "${desired.slug}": no canary is declared; write canary: '<JSON file>' at the source`
  }
  const webhook = webhookUrlOf(webhookBase, source, desired)
  if ('missing' in webhook) throw failed(desired, webhook.missing)
  const response = await post(webhook.url, canaryBody(desired.canaryPath), desired)
  if (response.ok) return `source "${desired.slug}": the canary was taken (${response.status})`
  throw failed(
    desired,
    `It was answered with ${response.status}. Look at the source's Functions tab in Segment.`,
  )
}

async function post(url: string, body: string, desired: DesiredSource): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  try {
    return await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
  } catch (cause) {
    // The cause of a failed fetch can hold the URL, which is a credential: it is left out.
    throw failed(
      desired,
      `It was not answered (${kindOf(cause)}). Check workspace.webhookUrl and the network.`,
    )
  }
}

/** A plain body, or one of our fixtures, which carry their body beside its source. */
function canaryBody(path: string): string {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const isFixture = isRecord(json) && 'body' in json && 'source' in json
  return JSON.stringify(isFixture ? json.body : json)
}

function failed({ slug }: DesiredSource, what: string): DeployError {
  return new DeployError('CANARY_FAILED', `the canary to source "${slug}" failed. ${what}`)
}
