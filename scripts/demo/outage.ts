/** Half-way through, the platform goes away and comes back; without `--faults` nothing happens. */
import type { Workspace } from '../../workspace/create-workspace'

export interface Outage {
  /** Hands over what was tracked so far, then takes the platform away. */
  begin(flush: () => Promise<void>): Promise<void>
  /** Waits until deliveries have failed, then brings the platform back. */
  end(): Promise<void>
}

export const NO_OUTAGE: Outage = { begin: async () => {}, end: async () => {} }

const LONGEST_WAIT_MS = 10_000

export function outageOf(workspace: Workspace, platformId: string): Outage {
  return {
    async begin(flush) {
      await flush()
      await workspace.waitForIdle()
      workspace.platform(platformId).fail({ kind: 'reset' })
    },
    async end() {
      const startedMs = Date.now()
      while (!workspace.deliveries().some(({ status }) => status === 'retrying')) {
        if (Date.now() - startedMs > LONGEST_WAIT_MS) throw new Error('The outage was not noticed.')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      workspace.platform(platformId).fail()
    },
  }
}
