/** How we know our own: a header in code, a label on sources, the end of a destination's name. */
import { headerOf } from './function-code'
import type { Label, RemoteFunction, RemoteSource } from './public-api/remote'

export function ownerLabel(project: string): Label {
  return { key: 'managed-by', value: `segment-experiments-${project}` }
}

/** On a source between the upload of new code and its deployment there: what makes apply resumable. */
export function pendingLabel(project: string): Label {
  return { key: 'deploy-pending', value: `segment-experiments-${project}` }
}

export function hasLabel(source: RemoteSource, label: Label): boolean {
  return source.labels.some((other) => isSameLabel(other, label))
}

export function isSameLabel(a: Label, b: Label): boolean {
  return a.key === b.key && a.value === b.value
}

/** Destinations have neither labels nor a description. */
export function markedName(name: string, project: string): string {
  return `${name} [segment-experiments:${project}]`
}

export function isMarkedName(name: string, project: string): boolean {
  return name.endsWith(` [segment-experiments:${project}]`)
}

/** The function's key in this project, if the function is ours. */
export function ownKeyOf(it: RemoteFunction, project: string): string | undefined {
  const header = headerOf(it.code)
  return header?.project === project ? header.key : undefined
}

/** Segment appends the workspace's name to destination functions. */
export function plainDisplayName(displayName: string, workspaceName: string): string {
  const suffix = ` (${workspaceName})`
  return displayName.endsWith(suffix) ? displayName.slice(0, -suffix.length) : displayName
}
