import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conformanceMarkdown } from './reference/conformance-markdown'
import { envExample } from './reference/env-example'
import { readmeWithTable } from './reference/readme-with-table'
import { referenceMarkdown } from './reference/reference-markdown'
import { trackingPlanMarkdown } from './reference/tracking-plan-markdown'

const read = (path: string) => readFileSync(join(__dirname, '..', path), 'utf8')

it('keeps docs/reference.md equal to the declarations: npm run reference', () => {
  expect(read('docs/reference.md')).toBe(referenceMarkdown())
})

it('keeps docs/conformance.md equal to the recorded bodies: npm run reference', () => {
  expect(read('docs/conformance.md')).toBe(conformanceMarkdown())
})

it('keeps docs/tracking-plan.md equal to the declarations: npm run reference', () => {
  expect(read('docs/tracking-plan.md')).toBe(trackingPlanMarkdown())
})

it('keeps .env.example equal to the declarations: npm run reference', () => {
  expect(read('.env.example')).toBe(envExample())
})

it('keeps the table of platforms in README.md equal to the declarations: npm run reference', () => {
  expect(read('README.md')).toContain('<!-- platforms -->')
  expect(read('README.md')).toBe(readmeWithTable(read('README.md')))
})

it('has at most 120 lines of README', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(120)
})
