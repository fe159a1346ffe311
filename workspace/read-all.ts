/** Every record that a table still holds, oldest first. */
import type { TableName, Tables } from './records'
import type { Store } from './store/store'

const PAGE_SIZE = 1000

export function readAll<Name extends TableName>(store: Store, table: Name): Tables[Name][] {
  const newestFirst: Tables[Name][] = []
  let cursor: string | undefined
  do {
    const page = store.page(table, {
      limit: PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    newestFirst.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return newestFirst.reverse()
}
