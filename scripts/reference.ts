/** `npm run reference`: writes what is generated from the declarations. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { conformanceMarkdown } from './reference/conformance-markdown'
import { envExample } from './reference/env-example'
import { readmeWithTable } from './reference/readme-with-table'
import { referenceMarkdown } from './reference/reference-markdown'
import { trackingPlanMarkdown } from './reference/tracking-plan-markdown'

const root = join(__dirname, '..')
const readme = join(root, 'README.md')

writeFileSync(join(root, 'docs/reference.md'), referenceMarkdown())
writeFileSync(join(root, 'docs/conformance.md'), conformanceMarkdown())
writeFileSync(join(root, 'docs/tracking-plan.md'), trackingPlanMarkdown())
writeFileSync(join(root, '.env.example'), envExample())
writeFileSync(readme, readmeWithTable(readFileSync(readme, 'utf8')))
