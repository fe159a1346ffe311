/** Adds each destination by name to the built entry point: the platforms are known only as a list. */
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

interface DestinationEntry {
  destinations: Readonly<Record<string, unknown>>
}

export async function addDestinationNames(root: string): Promise<void> {
  const file = join(root, 'dist/destination')
  const { destinations } = require(`${file}.cjs`) as DestinationEntry
  const names = Object.keys(destinations).map((id) => [identifierOf(id), id] as const)
  const values = names.map(([name, id]) => `exports.${name} = destinations[${JSON.stringify(id)}];`)
  await appendFile(`${file}.cjs`, `\n${values.join('\n')}\n`)
  const types = names.map(
    ([name]) => `export declare const ${name}: (typeof destinations)[string];`,
  )
  const declarations = await readFile(`${file}.d.cts`, 'utf8')
  await writeFile(`${file}.d.cts`, `${declarations}\n${types.join('\n')}\n`)
  // The wrapper made next reads the names afresh.
  delete require.cache[require.resolve(`${file}.cjs`)]
}

function identifierOf(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
