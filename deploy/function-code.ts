/**
 * The header on every function that we upload: whose it is and the hash of the rest. It holds no
 * time, so the same bundle is the same upload; and where hash and rest differ, somebody has edited.
 */
import { createHash } from 'node:crypto'

export interface CodeHeader {
  project: string
  /** Key of the function in the declaration. */
  key: string
  hash: string
}

const HEADER =
  /^\/\/ segment-experiments ([a-z0-9-]+)\/([a-z0-9-]+) sha256 ([0-9a-f]{64})\. Written by deploy: change the repository, not this text\.\n/

/** The upload: one line of header, then the bundle byte for byte. */
export function withHeader(project: string, key: string, bundle: string): string {
  return `// segment-experiments ${project}/${key} sha256 ${hashOf(bundle)}. Written by deploy: change the repository, not this text.\n${bundle}`
}

export function headerOf(code: string): CodeHeader | undefined {
  const [, project, key, hash] = HEADER.exec(normalised(code)) ?? []
  if (project === undefined || key === undefined || hash === undefined) return undefined
  return { project, key, hash }
}

/** The code without our header. */
export function bodyOf(code: string): string {
  return normalised(code).replace(HEADER, '')
}

/** SHA-256 of the normalised text, in hex. */
export function hashOf(body: string): string {
  return createHash('sha256').update(normalised(body)).digest('hex')
}

/** Is this code as it was uploaded? Undefined where it is not ours. */
export function isAsUploaded(code: string): boolean | undefined {
  const header = headerOf(code)
  return header === undefined ? undefined : header.hash === hashOf(bodyOf(code))
}

export function isSameCode(a: string, b: string): boolean {
  return normalised(a) === normalised(b)
}

/** An editor on the way may change line ends and the end of the file; neither changes what runs. */
function normalised(text: string): string {
  return `${text.replace(/\r\n?/g, '\n').trimEnd()}\n`
}
