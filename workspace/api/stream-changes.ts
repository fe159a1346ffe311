/** `GET /api/stream`: each record as it is made or changed, as server-sent events. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Change, LiveStream } from '../live-stream'
import type { Redactor } from '../redact'
import { listedRecord } from './listed-record'

/** Proxies and browsers drop a connection that is silent for long. */
const HEARTBEAT_MS = 15_000

/** A reader that is so far behind is told how many changes it missed. */
const MAX_QUEUED = 10_000

export function streamChanges(c: Context, stream: LiveStream, redactor: Redactor): Response {
  return streamSSE(c, async (sse) => {
    let queued: Change[] = []
    let missed = 0
    let wake: (() => void) | undefined
    const unsubscribe = stream.subscribe((change) => {
      if (queued.length < MAX_QUEUED) queued.push(change)
      else missed += 1
      wake?.()
    })
    sse.onAbort(() => {
      unsubscribe()
      wake?.()
    })
    await sse.writeSSE({ event: 'ready', data: '{}' })
    while (!sse.aborted && !sse.closed) {
      const changes = queued
      queued = []
      for (const change of changes) {
        const { table } = change
        const shown = table === 'reloads' ? change.record : listedRecord(table, change.record)
        await sse.writeSSE({ event: table, data: redactor.text(JSON.stringify(shown)) })
      }
      if (missed > 0) {
        const count = missed
        missed = 0
        await sse.writeSSE({ event: 'missed', data: JSON.stringify({ count }) })
      }
      if (queued.length > 0) continue
      const silent = await wakeOrTimeout()
      if (silent) await sse.write(': still here\n\n')
    }
    unsubscribe()

    function wakeOrTimeout(): Promise<boolean> {
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(true), HEARTBEAT_MS)
        wake = () => {
          clearTimeout(timer)
          resolve(false)
        }
      })
    }
  })
}
