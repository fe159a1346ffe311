/** Warns when a list outgrows what the platform advises, by the platform's own count where it has one. */
import type { ListsFace } from '../platforms/platform'
import type { ActionRun } from './experiment-action'
import type { Change } from './newest-changes'

/** The platform is asked for its count when this share of the advised size was added. */
const ASKED_AFTER = 0.1

/** One warning and one question for each list in this time. */
const QUIET_MS = 3_600_000

/** Lists beyond this are counted afresh. */
const MAX_LISTS = 10_000

interface Size {
  /** Ids that this process has added. */
  added: number
  askedMs: number
}

/** What was delivered is counted. Never fails: a count is worth no retry. */
export type WatchSizes = (delivered: readonly Change[], run: ActionRun) => Promise<void>

export function createWatchSizes(face: ListsFace): WatchSizes {
  const { advisedMaxIds } = face
  const sizes = new Map<string, Size>()
  return async (delivered, run) => {
    if (advisedMaxIds === undefined) return
    const due = new Map<string, Size>()
    for (const { listId, member } of delivered) {
      if (!member) continue
      if (sizes.size >= MAX_LISTS) sizes.clear()
      const size = sizes.get(listId) ?? { added: 0, askedMs: Number.NEGATIVE_INFINITY }
      sizes.set(listId, size)
      size.added += 1
      const isQuiet = run.nowMs - size.askedMs < QUIET_MS
      if (!isQuiet && size.added >= advisedMaxIds * ASKED_AFTER) due.set(listId, size)
    }
    for (const [listId, size] of due) {
      size.askedMs = run.nowMs
      const count = (await countOf(face, listId, run)) ?? size.added
      if (count <= advisedMaxIds) continue
      run.warn(`List ${listId} holds ${count} ids, the platform advises ${advisedMaxIds}.`)
    }
  }
}

/** Undefined where the platform tells no count, or not now. */
async function countOf(
  face: ListsFace,
  listId: string,
  run: ActionRun,
): Promise<number | undefined> {
  const request = face.count?.(listId, run.settings)
  if (request === undefined) return undefined
  let count: number | undefined
  await run.execute({ requests: [{ request, items: [0] }], decided: new Map() }, 1, {
    concurrency: 1,
    readResponse(response) {
      count = face.readCount?.(response)
      return undefined
    },
  })
  return count
}
