/** `npm run bench [-- <name>…]`: runs `bench/<name>.ts`, prints a table, and keeps bench/results.json. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Bench, BenchResult } from '../bench/bench-result'

const folder = join(__dirname, '../bench')
const file = join(folder, 'results.json')

interface Report {
  measuredOn: string
  results: readonly BenchResult[]
}

function namesOf(wanted: readonly string[]): string[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== 'bench-result.ts')
    .map((name) => name.slice(0, -'.ts'.length))
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length === 0) return wanted.length === 0 ? names : [...wanted]
  throw new Error(`There is no bench/${unknown[0]}.ts. There are: ${names.join(', ')}.`)
}

function print(results: readonly BenchResult[]): void {
  for (const { name, value, unit, limit, atLeast, note } of results) {
    const held = limit === undefined || (atLeast === true ? value >= limit : value <= limit)
    const bound = limit === undefined ? '' : `   (${atLeast === true ? '≥' : '≤'} ${limit})`
    const mark = held ? '' : '   ← not reached'
    console.log(`${name.padEnd(64)} ${round(value)} ${unit}${bound}${mark}`)
    if (note !== undefined) console.log(`  ${note}`)
  }
}

const round = (value: number) => Number(value.toPrecision(4))

async function main(): Promise<void> {
  const reports: Record<string, Report> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {}
  for (const name of namesOf(process.argv.slice(2))) {
    console.log(`\n== ${name}`)
    const bench = (await import(`../bench/${name}`)).default as Bench
    const results = await bench()
    print(results)
    const measuredOn = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
    reports[name] = { measuredOn, results }
    writeFileSync(file, `${JSON.stringify(reports, null, 2)}\n`)
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
