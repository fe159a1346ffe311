/** README.md with the table of platforms between its marks made anew. */
import { capabilityTable } from './reference-markdown'

const TABLE = /(<!-- platforms -->\n)[\s\S]*?(\n<!-- \/platforms -->)/

export function readmeWithTable(readme: string): string {
  return readme.replace(TABLE, (_, start: string, end: string) => start + capabilityTable() + end)
}
