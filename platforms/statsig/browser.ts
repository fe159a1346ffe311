/**
 * Statsig's JavaScript client: experiments, and in adapters of their own gates and layers, because a
 * page pays for each call. The client asks its override adapter at each evaluation, and only there does
 * it tell whether the exposure is logged (`disableExposureLog`).
 * https://docs.statsig.com/client/javascript-sdk
 */
import type { BrowserAdapter } from '../platform'

interface Evaluated {
  name: string
  /** Empty where Statsig has no values, or does not know the name. */
  ruleID: string
  /** Null without an answer, when it does not matter. */
  idType: string
}

interface Gate extends Evaluated {
  value: boolean
}

interface Experiment extends Evaluated {
  /** A rule without a group stands for "in no group": not targeted, not started, ended. */
  groupName: string | null
}

interface Layer {
  name: string
  __value: Record<string, unknown>
  __evaluation?: {
    explicit_parameters?: readonly string[]
    allocated_experiment_name?: string
  } | null
  isHeard?: boolean
}

interface User {
  customIDs?: object
}

interface Options {
  disableExposureLog?: boolean
}

const UNLOGGED = { disableExposureLog: true }

/** The part of `StatsigClient` that is used. */
export interface StatsigClientLike {
  readonly overrideAdapter: object | null
  getContext(): { user: object }
  getExperiment(name: string, options: Options): object
}

/** Experiments, as `statsig::experiment_exposure`. */
export function statsig(client: StatsigClientLike): BrowserAdapter {
  return (hear, tap) =>
    tap(
      overrideAdapterOf(client),
      'getExperimentOverride',
      (overridden: Experiment | null, evaluated: Experiment, user: User, options?: Options) => {
        const { name, ruleID, groupName, idType } = overridden ?? evaluated
        if (options?.disableExposureLog) return
        hear('statsig', {
          isOutside: !!ruleID && !groupName,
          isTest: !!overridden,
          experimentId: name,
          variationId: ruleID,
          variationName: groupName,
          units: { [idType]: idsOf(client, user)[idType] },
          // https://docs.statsig.com/integrations/data-connectors/segment, "Outbound event schema"
          native: [
            'statsig::experiment_exposure',
            { value: '', metadata: { config: name, ruleID, experimentGroupName: groupName } },
          ],
        })
      },
    )
}

/** Gates, as `statsig::gate_exposure`: flags, whose variation is `true` or `false`. */
export function statsigGates(client: StatsigClientLike): BrowserAdapter {
  return (hear, tap) =>
    tap(
      overrideAdapterOf(client),
      'getGateOverride',
      (overridden: Gate | null, evaluated: Gate, user: User, options?: Options) => {
        const { name: gate, value, ruleID, idType } = overridden ?? evaluated
        if (options?.disableExposureLog) return
        hear('statsig', {
          isFlag: true,
          isTest: !!overridden,
          experimentId: gate,
          variationId: ruleID && value,
          units: { [idType]: idsOf(client, user)[idType] },
          native: [
            'statsig::gate_exposure',
            { value: '', metadata: { gate, gateValue: String(value), ruleID } },
          ],
        })
      },
    )
}

/** Layers, as `statsig::layer_exposure`: the experiment that decides a parameter, once it is read. */
export function statsigLayers(client: StatsigClientLike): BrowserAdapter {
  return (hear, tap) =>
    tap(client, 'getLayer', (layer: Layer, _name: string, options?: Options) => {
      // The client hands out the same object again.
      if (options?.disableExposureLog || layer.isHeard) return
      layer.isHeard = true
      tap(layer, 'get', (value: unknown, parameterName: string) => {
        const { allocated_experiment_name: allocatedExperiment = '', explicit_parameters = [] } =
          layer.__evaluation ?? {}
        // The page's own default was given.
        if (value !== layer.__value[parameterName]) return
        const experiment = client.getExperiment(allocatedExperiment, UNLOGGED)
        const { ruleID, groupName, idType } = experiment as Experiment
        hear('statsig', {
          isOutside: !groupName || explicit_parameters.indexOf(parameterName) < 0,
          experimentId: allocatedExperiment,
          variationId: ruleID,
          variationName: groupName,
          units: { [idType]: idsOf(client, client.getContext().user)[idType] },
          native: [
            'statsig::layer_exposure',
            {
              value: '',
              metadata: { config: layer.name, ruleID, parameterName, allocatedExperiment },
            },
          ],
        })
      })
    })
}

/** A single slot, so one that is there is listened in on. */
function overrideAdapterOf(client: { overrideAdapter: object | null }): object {
  // biome-ignore lint/suspicious/noAssignInExpressions: made where there is none
  return (client.overrideAdapter ??= {})
}

/** The visitor's ids by what Statsig calls their type. */
function idsOf(client: StatsigClientLike, user: User): Record<string, string | undefined> {
  return { ...user.customIDs, ...(client.getContext() as object), ...(user as object) }
}
