/** `npm run reference`: writes what is generated from the declarations. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { envExample } from './reference/env-example'
import { readmeWithTable } from './reference/readme-with-table'
import { referenceMarkdown } from './reference/reference-markdown'

const root = join(__dirname, '..')
const readme = join(root, 'README.md')

writeFileSync(join(root, 'docs/reference.md'), referenceMarkdown())
writeFileSync(join(root, '.env.example'), envExample())
writeFileSync(readme, readmeWithTable(readFileSync(readme, 'utf8')))
