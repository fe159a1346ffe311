/**
 * LaunchDarkly's JavaScript client, 3.x and 4.x, through an evaluation hook. Which flags are in an
 * experiment is only known with `evaluationReasons: true`; all others are flags.
 * https://launchdarkly.com/docs/sdk/features/hooks
 */
import type { Unit } from '../exposure'
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
              unit: unitOf(evaluation.context, contextKind),
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

function unitOf(context: unknown, contextKind: string): Unit | undefined {
  const single = context as { kind?: string; key: string }
  const isMulti = single.kind === 'multi'
  const { key } = isMulti
    ? ((context as Record<string, { key: string }>)[contextKind] ?? single)
    : single
  return key ? { kind: (isMulti ? contextKind : single.kind) ?? 'user', id: key } : undefined
}
