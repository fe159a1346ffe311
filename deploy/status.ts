/** What of the declaration is there and runs, in a table. */
import { codeName } from './changes/function-changes'
import type { Desired, DesiredFunction } from './desired'
import { isAsUploaded, isSameCode } from './function-code'
import type { Match } from './match-workspace'
import type { RemoteFunction } from './public-api/remote'
import type { Remote } from './read-workspace'
import { webhookUrlOf } from './webhook-url'

export function statusText(
  desired: Desired,
  remote: Remote,
  match: Match,
  webhookBase: string | undefined,
  showSecrets: boolean,
): string {
  return [
    `Workspace "${remote.workspaceName}" (${desired.workspaceId}, ${desired.region})`,
    ...desired.functions.map((it) => functionLine(it, match.functions.get(it.key))),
    ...webhookLines(desired, match, webhookBase, showSecrets),
    ...destinationLines(desired, remote, match),
  ].join('\n')
}

function functionLine(it: DesiredFunction, current: RemoteFunction | undefined): string {
  const head = `${it.resourceType === 'SOURCE' ? 'source function' : 'destination function'} "${it.displayName}"`
  if (current === undefined) return `${head}: not there`
  const states = [
    isSameCode(current.code, it.code) ? 'as declared' : 'differs from the declaration',
    ...(isAsUploaded(current.code) === false ? ['edited in Segment'] : []),
    ...(current.isLatestVersion === false ? ['newest code is not deployed'] : []),
    ...(current.deployedAt === undefined ? [] : [`deployed ${current.deployedAt}`]),
  ]
  return `${head}: ${codeName(current.code)}, ${states.join(', ')}`
}

/** One line for each source, with the URL for the vendor's console. */
export function webhookLines(
  desired: Desired,
  match: Match,
  webhookBase: string | undefined,
  showSecrets: boolean,
): string[] {
  return desired.sources.map((it) => {
    const source = match.sources.get(it.slug)
    if (source === undefined) return `source "${it.slug}": not there`
    const state = source.enabled ? '' : ' (disabled)'
    const webhook = webhookUrlOf(webhookBase, source, it)
    if ('missing' in webhook)
      return `source "${it.slug}"${state}: no webhook URL. ${webhook.missing}`
    return `source "${it.slug}"${state}: webhook ${showSecrets ? webhook.url : webhook.masked}`
  })
}

function destinationLines(desired: Desired, remote: Remote, match: Match): string[] {
  return desired.destinations.map((it) => {
    const current = match.destinations.get(it.key)
    if (current === undefined) return `destination "${it.key}": not there`
    const mappings = remote.mappings.get(current.id)?.filter(({ enabled }) => enabled).length
    const filters = remote.filters.get(current.id)?.length ?? 0
    const counts = [
      ...(it.mappings === undefined ? [] : [`${mappings ?? 0} mappings enabled`]),
      `${filters} filters`,
    ]
    return `destination "${it.key}": ${current.enabled ? 'enabled' : 'disabled'}, ${counts.join(', ')}`
  })
}
