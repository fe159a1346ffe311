/**
 * Statsig's JavaScript client, as a stream of the experiments that it evaluated. Layers tell nothing
 * until their log is flushed, and gates are not experiments: neither is heard.
 * https://docs.statsig.com/client/javascript-sdk
 */
import type { BrowserAdapter } from '../platform'

interface Evaluated {
  name: string
  ruleID: string
  groupName?: string | null
  idType?: string | null
  details: { reason: string }
}

type Listener = (event: { experiment: Evaluated }) => void

/** The part of `StatsigClient` that is used. */
export interface StatsigClientLike {
  on(name: 'experiment_evaluation', listener: Listener): void
  off(name: 'experiment_evaluation', listener: Listener): void
  getContext(): {
    stableID?: string | null
    user: { userID?: string; customIDs?: Record<string, string | undefined> }
  }
}

const EVALUATION = 'experiment_evaluation'

export function statsig(client: StatsigClientLike): BrowserAdapter {
  return {
    platform: 'statsig',
    subscribe(on) {
      const listener: Listener = ({ experiment }) => {
        const { name, ruleID, groupName, idType, details } = experiment
        const { user, stableID } = client.getContext()
        const kind = idType ?? 'userID'
        const metadata = { config: name, ruleID, experimentGroupName: groupName }
        // `<where from>:<how>`, https://docs.statsig.com/sdk/debugging
        if (/^Unini|^NoVal|Unrec/.test(details.reason)) on({ drop: 'FALLBACK' })
        // A rule without a group stands for "in no group": not targeted, not started, ended.
        else if (!groupName) on({ drop: 'NOT_ENROLLED' })
        else {
          on({
            experimentId: name,
            variationId: ruleID,
            variationName: groupName,
            unit: { kind, id: { ...user.customIDs, ...user, stableID }[kind as 'userID'] },
            isTest: /Over/.test(details.reason),
            // https://docs.statsig.com/integrations/data-connectors/segment, "Outbound event schema"
            native: {
              event: 'statsig::experiment_exposure',
              properties: { value: '', metadata },
            },
          })
        }
      }
      client.on(EVALUATION, listener)
      return () => client.off(EVALUATION, listener)
    },
  }
}
