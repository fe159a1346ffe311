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

/** `{kind, key}`, `{kind: 'multi', <kind>: {key}}`, or a user from before contexts. */
type Context = { kind?: string; key?: string } & Record<string, { key?: string }>

/** The part of `LDClient` that is used. */
export interface LaunchDarklyClientLike {
  addHook(hook: {
    getMetadata(): { name: string }
    afterEvaluation<Data>(evaluation: Evaluation, data: Data, detail: Detail): Data
  }): void
}

/** @param contextKind which context of a multi-context is bucketed. */
export function launchdarkly(client: LaunchDarklyClientLike, contextKind = 'user'): BrowserAdapter {
  return (hear) =>
    client.addHook({
      getMetadata: () => ({ name: 'segment' }),
      afterEvaluation({ flagKey: key, context }, data, { value, variationIndex, reason }) {
        const { kind: reasonKind, inExperiment } = reason ?? {}
        const { kind = 'user', key: id, [contextKind]: bucketed } = context as Context
        hear('launchdarkly', {
          // https://launchdarkly.com/docs/sdk/concepts/evaluation-reasons
          isOff: reasonKind === 'OFF',
          isFlag: !inExperiment,
          experimentId: key,
          variationId: variationIndex,
          units: kind === 'multi' ? { [contextKind]: bucketed?.key } : { [kind]: id },
          // https://launchdarkly.com/docs/integrations/data-export/segment-schema-reference
          native: ['feature', { key, value, variation: variationIndex, reasonKind, inExperiment }],
        })
        return data
      },
    })
}
