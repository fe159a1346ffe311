/**
 * LaunchDarkly's JavaScript client, 3.x and 4.x, through an evaluation hook. Which flags are in an
 * experiment is only known with `evaluationReasons: true`; all others are flags.
 * https://launchdarkly.com/docs/sdk/features/hooks
 */
import type { BrowserAdapter } from '../platform'

interface Detail {
  value: unknown
  variationIndex?: number | null
  reason?: { kind: string; inExperiment?: boolean } | null
}

interface Evaluation {
  flagKey: string
  context?: unknown
}

/** The part of `LDClient` that is used. */
export interface LaunchDarklyClientLike {
  addHook(hook: {
    getMetadata(): { name: string }
    afterEvaluation<Data>(evaluation: Evaluation, data: Data, detail: Detail): Data
  }): void
}

/** @param contextKind which context of a multi-context is bucketed. */
export function launchdarkly(client: LaunchDarklyClientLike, contextKind = 'user'): BrowserAdapter {
  return {
    platform: 'launchdarkly',
    subscribe(on) {
      let isOn = true
      client.addHook({
        getMetadata: () => ({ name: 'segment-experiments' }),
        afterEvaluation(evaluation, data, { value, variationIndex, reason }) {
          const { kind, inExperiment } = reason ?? {}
          const key = evaluation.flagKey
          // https://launchdarkly.com/docs/sdk/concepts/evaluation-reasons
          if (!isOn) return data
          if (kind === 'OFF') on({ drop: 'DISABLED' })
          else if (variationIndex == null) on({ drop: 'FALLBACK' })
          else {
            on({
              kind: inExperiment ? 'experiment' : 'flag',
              experimentId: key,
              variationId: String(variationIndex),
              unit: unitOf(evaluation.context as Context, contextKind),
              // https://launchdarkly.com/docs/integrations/data-export/segment-schema-reference
              native: {
                event: 'feature',
                properties: {
                  key,
                  value,
                  variation: variationIndex,
                  reasonKind: kind,
                  inExperiment,
                },
              },
            })
          }
          return data
        },
      })
      // There is no way to take a hook away.
      return () => {
        isOn = false
      }
    },
  }
}

/** `{kind, key}`, `{kind: 'multi', <kind>: {key}}`, or a user from before contexts. */
type Context = { kind?: string; key?: string } & Record<string, unknown>

function unitOf(context: Context, contextKind: string) {
  return context.kind === 'multi'
    ? { kind: contextKind, id: (context[contextKind] as Context | undefined)?.key }
    : { kind: context.kind ?? 'user', id: context.key }
}
