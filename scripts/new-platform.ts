/** `npm run new-platform -- <id> <Name>`: copies the template platform and says what comes next. */
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [id = '', name = ''] = process.argv.slice(2)
const folder = join(__dirname, '../platforms', id)

if (!/^[a-z][a-z0-9-]*$/.test(id) || !/^[A-Za-z][A-Za-z0-9]*$/.test(name) || existsSync(folder)) {
  console.error(
    `Usage: npm run new-platform -- <id> <Name>, such as: eppo Eppo (received: ${JSON.stringify([id, name])}). The folder platforms/<id> must not exist.`,
  )
  process.exit(1)
}

cpSync(join(__dirname, '../platforms/acme'), folder, { recursive: true })
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  const path = join(folder, file)
  if (!statSync(path).isFile()) continue
  const text = readFileSync(path, 'utf8')
  const variable = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  writeFileSync(
    path,
    text
      .replaceAll('Acme', name)
      .replaceAll('ACME', id.toUpperCase().replaceAll('-', '_'))
      .replaceAll('acme', variable),
  )
}

console.log(`Made platforms/${id}. Now:
1. platforms/${id}/index.ts: facts, settings and links to the vendor's documentation.
2. platforms/${id}/fixtures: recorded bodies with their source.
3. platforms/${id}/*.ts: the faces that the vendor has; delete the others.
4. platforms/index.ts: add ${name} to the list; native-faces.ts too if it has exposure events.
5. npm test: the conformance suite finds it.`)
