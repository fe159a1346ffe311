/** The rules of the house that a program can see. Each breach says where, and what to do. */
import { posix } from 'node:path'
import type { SourceFile } from './source-files'

/** Rooms, each with the rooms that it may import from. The arrows of the house; never back. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  platforms: [],
  'source-function': ['platforms'],
  destination: ['platforms'],
  plugins: ['platforms'],
  deploy: ['platforms', 'source-function', 'destination'],
  testing: ['platforms', 'source-function', 'destination', 'plugins', 'workspace'],
  workspace: ['platforms', 'source-function', 'destination', 'plugins'],
}

/** In a platform's folder nothing may touch network, clock, Node or DOM. */
const EDGES =
  /\b(fetch\(|process\.|window\.|document\.|localStorage|Date\.now\(|new Date\(\)|setTimeout\(|setInterval\(|Math\.random\(|require\()/

/** A fact about one vendor may be documented by another. */
const DOC_LINK = /https:\/\/\S*docs\S*/g

const VAGUE_NAME = /(^|\/)(utils?|helpers?|common|misc|functions|manager)\.[^/]*$/

/** The lists of vendors: the only lines to add outside a vendor's folder. */
const LISTS = new Set([
  'platforms/index.ts',
  'platforms/native-faces.ts',
  'workspace/stand-ins/index.ts',
])

const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** @returns one line for each breach; none if the house is in order. */
export function houseRules(files: readonly SourceFile[], vendors: readonly string[]): string[] {
  return files.flatMap((file) => [
    ...importsOf(file).flatMap((specifier) => importBreach(file, specifier)),
    ...platformBreaches(file),
    ...vendorBreaches(file, vendors),
    ...nameBreaches(file),
    ...testBreaches(file),
  ])
}

function importsOf({ text }: SourceFile): string[] {
  const pattern = /(?:from|import|require)\s*\(?\s*'([^']+)'/g
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}

function importBreach({ path }: SourceFile, specifier: string): string[] {
  const room = path.split('/')[0] ?? ''
  const allowed = ROOMS[room]
  // A test may use the kit of tests and what it tests through; what is shipped may not.
  if (allowed === undefined || isTest(path)) return []
  if (!specifier.startsWith('.')) {
    return room === 'platforms' ? [`${path}: platforms/ imports nothing from ${specifier}`] : []
  }
  const target = posix.normalize(posix.join(posix.dirname(path), specifier)).split('/')[0] ?? ''
  if (target === room || allowed.includes(target)) return []
  return [`${path}: ${room}/ may not import from ${target}/ (${specifier})`]
}

function platformBreaches({ path, text }: SourceFile): string[] {
  const inPlatform = path.startsWith('platforms/') && !isTest(path)
  if (!inPlatform || path.endsWith('/browser.ts')) return []
  const match = EDGES.exec(withoutComments(text))
  return match === null ? [] : [`${path}: platforms/ is pure, but has "${match[0]}"`]
}

function vendorBreaches({ path, text }: SourceFile, vendors: readonly string[]): string[] {
  if (isTest(path) || /^(bench|docs|examples|testing\/fixtures)\//.test(path)) return []
  if (LISTS.has(path) || path.includes('/fixtures/')) return []
  if (/(^|\/)segment\.config[^/]*\.ts$/.test(path)) return []
  return vendors.flatMap((vendor) => {
    const owner = new RegExp(`(^|/)${vendor}(/|\\.ts$|\\.tsx$)`)
    if (owner.test(path)) return []
    const match = new RegExp(`\\b${vendor.replaceAll('-', '[-_ ]?')}\\b`, 'i').exec(
      text.replace(DOC_LINK, ''),
    )
    return match === null ? [] : [`${path}: names the vendor "${match[0]}"`]
  })
}

function nameBreaches({ path }: SourceFile): string[] {
  return VAGUE_NAME.test(path) ? [`${path}: name the file after the one thing it exports`] : []
}

function testBreaches({ path, text }: SourceFile): string[] {
  if (!isTest(path)) return []
  const match = /\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(|retryTimes/.exec(text)
  return match === null ? [] : [`${path}: has "${match[0]}"`]
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

/** Vendor ids that are English words too, and cannot be looked for. */
const WORDS = new Set(['split', 'acme'])

export function vendorsOf(files: readonly SourceFile[]): string[] {
  const folders = files
    .map(({ path }) => /^platforms\/([^/]+)\//.exec(path)?.[1])
    .filter((folder) => folder !== undefined)
  return [...new Set(folders)].filter((folder) => !WORDS.has(folder))
}
