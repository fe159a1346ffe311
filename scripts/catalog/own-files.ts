/** The files of this project that an exported destination needs, with the faces it does not left out. */
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const IMPORT = /^(?:import|export)\b[^'"]*?from '(\.[^']+)'/gm

/** Faces that talk to Segment, not to the platform. */
const OTHER_FACES = ['webhook', 'browser']

/** @returns text by path, relative to the root, for `entries` and all that they import. */
export function ownFiles(root: string, entries: readonly string[]): Map<string, string> {
  const files = new Map<string, string>()
  const visit = (path: string): void => {
    if (files.has(path)) return
    const text = withoutOtherFaces(path, readFileSync(join(root, path), 'utf8'))
    files.set(path, text)
    for (const [, specifier = ''] of text.matchAll(IMPORT)) {
      visit(resolved(root, posix.join(posix.dirname(path), specifier)))
    }
  }
  for (const entry of entries) visit(entry)
  return files
}

function resolved(root: string, path: string): string {
  const file = [`${path}.ts`, `${path}/index.ts`].find((name) => existsSync(join(root, name)))
  if (file === undefined) throw new Error(`${path} is imported, but there is no such file.`)
  return file
}

/** A platform's index without the lines that name a face which is not exported. */
function withoutOtherFaces(path: string, text: string): string {
  if (!/^platforms\/[^/]+\/index\.ts$/.test(path)) return text
  return text
    .split('\n')
    .filter((line) =>
      OTHER_FACES.every((face) => !line.endsWith(`from './${face}'`) && line.trim() !== `${face},`),
    )
    .join('\n')
}
