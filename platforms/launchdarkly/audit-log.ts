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

export function isAuditLogEntry(item: Fields): boolean {
  return Array.isArray(item.accesses) && textOf(item.kind) !== undefined && 'date' in item
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
  const parts = resource.split(':').map((part) => {
    const [type = '', key = ''] = part.split('/', 2)
    return { type, key: textOf(key.split(';', 1)[0]) }
  })
  const keyOf = (type: string) => parts.find((part) => part.type === type)?.key
  const environment = keyOf('env')
  return {
    key: parts[parts.length - 1]?.key,
    project: keyOf('proj'),
    environment: environment === '*' ? undefined : environment,
  }
}

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
