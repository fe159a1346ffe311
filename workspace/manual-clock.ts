/** A clock for tests that stands still until it is moved. */
import type { Clock } from './clock'

export interface ManualClock extends Clock {
  /** Moves on by `ms`, and runs what is due on the way, with time for promises in between. */
  advance(ms: number): Promise<void>
}

interface Task {
  atMs: number
  run(): void
}

export function createManualClock(): ManualClock {
  const startedMs = Date.now()
  let elapsedMs = 0
  let tasks: Task[] = []

  function nextDue(untilMs: number): Task | undefined {
    return tasks.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
  }

  return {
    timeScale: 1,
    nowMs: () => startedMs + elapsedMs,
    elapsedMs: () => elapsedMs,
    after(ms, run) {
      const task = { atMs: elapsedMs + Math.max(0, ms), run }
      tasks.push(task)
      return () => {
        tasks = tasks.filter((one) => one !== task)
      }
    },
    close() {
      tasks = []
    },
    async advance(ms) {
      const untilMs = elapsedMs + ms
      await new Promise(setImmediate)
      for (let task = nextDue(untilMs); task !== undefined; task = nextDue(untilMs)) {
        const due = task
        tasks = tasks.filter((one) => one !== due)
        elapsedMs = due.atMs
        due.run()
        await new Promise(setImmediate)
      }
      elapsedMs = untilMs
      await new Promise(setImmediate)
    },
  }
}
