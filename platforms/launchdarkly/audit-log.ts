/** LaunchDarkly's webhook: one entry of the audit log, as a change of a flag or an experiment. */
import type { Change, ExposureKind } from '../exposure'
import { isRecord } from '../is-record'
import { dropped, type Outcome, rejected } from '../outcome'
import type { WebhookItem } from '../platform'
import { present } from '../present'
import { textOf } from '../text-of'
import { timeMsOf } from '../time-ms-of'

type Fields = Record<string, unknown>

/** Kinds of entry that change what visitors are shown, or how it is measured. */
const KINDS: Readonly<Record<string, ExposureKind>> = {
  flag: 'flag',
  experiment: 'experiment',
  holdout: 'experiment',
  layer: 'experiment',
  environment: 'configuration',
  metric: 'configuration',
  'metric-group': 'configuration',
  project: 'configuration',
  segment: 'configuration',
}

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { isArray } = Array

export function isAuditLogEntry(item: Fields): boolean {
  return isArray(item.accesses) && textOf(item.kind) !== undefined && 'date' in item
}

/** https://launchdarkly.com/docs/api/webhooks */
export function parseAuditLogEntry(entry: Fields): WebhookItem | Outcome {
  const timeMs = timeMsOf(entry.date)
  if (timeMs === undefined) return rejected('MALFORMED', 'date must be ms since 1970')
  const entryKind = textOf(entry.kind) ?? ''
  const kind = Object.hasOwn(KINDS, entryKind) ? KINDS[entryKind] : undefined
  if (kind === undefined) {
    return dropped('UNMAPPED', 'the entry is not about a flag, an experiment or their settings')
  }
  const { key, project, environment } = resourceOf(entry)
  const name = textOf(entry.name)
  const experimentId = key ?? name
  if (experimentId === undefined) return rejected('MALFORMED', 'accesses must name a resource')
  const eventId = textOf(entry._id)
  const titleVerb = textOf(entry.titleVerb)
  const change: Change = present({
    platform: 'launchdarkly',
    kind,
    action: actionOf(titleVerb),
    experimentId,
    experimentName: name,
    description: textOf(entry.description) ?? titleVerb,
    actor: actorOf(entry.member),
    environment,
    timeMs,
    eventId,
  })
  return present({
    kind: 'change',
    units: [],
    timeMs,
    eventId,
    names: [entryKind, experimentId],
    change,
    environment,
    project,
  })
}

/** Of `proj/<project>:env/<environment>:flag/<key>;<tags>`, the parts; `*` is every environment. */
function resourceOf(entry: Fields): { key?: string; project?: string; environment?: string } {
  const access = Array.isArray(entry.accesses) ? entry.accesses[0] : undefined
  const resource = (isRecord(access) ? textOf(access.resource) : undefined) ?? ''
  const environment = ENVIRONMENT.exec(resource)?.[1]
  return {
    key: LAST_KEY.exec(resource)?.[1],
    project: PROJECT.exec(resource)?.[1],
    environment: environment === '*' ? undefined : environment,
  }
}

const PROJECT = /(?:^|:)proj\/([^:;/]+)/
const ENVIRONMENT = /(?:^|:)env\/([^:;/]+)/
const LAST_KEY = /(?:^|:)[^:/]*\/([^:;/]+)[^:]*$/

/** `accesses` says what was updated, and only the title's verb in which direction. */
function actionOf(titleVerb: string | undefined): Change['action'] {
  const verb = titleVerb?.toLowerCase() ?? ''
  if (/^(turned on|started|launched|restored)\b/.test(verb)) return 'started'
  return /^(turned off|stopped|ended|archived|deleted)\b/.test(verb) ? 'stopped' : 'changed'
}

/** An account member of LaunchDarkly, never a visitor. */
function actorOf(member: unknown): Change['actor'] {
  if (!isRecord(member)) return undefined
  const names = [textOf(member.firstName), textOf(member.lastName)]
  const name = names.filter((part) => part !== undefined).join(' ')
  return present({ id: textOf(member._id), name: textOf(name), email: textOf(member.email) })
}
