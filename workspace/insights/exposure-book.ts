/** Counts exposures as they come: per variation, over time, and units that saw two variations. */
import type { Exposure } from '../../platforms/exposure'
import { hash } from '../../platforms/hash'
import { type SampleRatio, sampleRatio } from './sample-ratio'

export interface ExposureBook {
  /** @param atMs when it was received. */
  note(exposure: Exposure, atMs: number): void
  report(): ExperimentReport[]
}

export interface ExperimentReport {
  platform: string
  kind: Exposure['kind']
  experimentId: string
  experimentName?: string
  exposures: number
  units: number
  variations: VariationReport[]
  /** Units that saw more than one variation. */
  unitsInSeveral: number
  /** Against equal shares, counted by units; null with fewer than two variations. */
  sampleRatio: SampleRatio | null
  /** Exposures by variation id, in steps of time. */
  series: { at: string; counts: Record<string, number> }[]
  /** There were more units than are kept apart: figures of units are too low. */
  capped: boolean
}

export interface VariationReport {
  variationId: string
  variationName?: string
  exposures: number
  units: number
}

interface Experiment {
  first: Exposure
  exposures: number
  variations: Map<string, VariationReport>
  /** Variations that a unit saw, by a hash of the unit. */
  units: Map<string, Set<string>>
  unitsInSeveral: number
  series: Map<number, Record<string, number>>
}

const MAX_UNITS = 50_000
const STEP_MS = 10_000
const MAX_STEPS = 360
const MAX_NOTED = 20_000

export function createExposureBook(): ExposureBook {
  const experiments = new Map<string, Experiment>()
  const noted = new Set<string>()

  return {
    note(exposure, atMs) {
      if (isRepeated(exposure, noted)) return
      const key = JSON.stringify([exposure.platform, exposure.experimentId])
      const experiment = experiments.get(key) ?? newExperiment(exposure)
      experiments.set(key, experiment)
      count(experiment, exposure, atMs)
    },
    report: () => [...experiments.values()].map(reportOf),
  }
}

/** One unit that sees one variation at one moment is one exposure, however often and in whichever form. */
function isRepeated(exposure: Exposure, noted: Set<string>): boolean {
  const { platform, experimentId, variationId, unit, timeMs } = exposure
  const key = hash(
    JSON.stringify([platform, experimentId, variationId, unit.kind, unit.id, timeMs]),
  )
  if (noted.has(key)) return true
  if (noted.size >= MAX_NOTED) noted.clear()
  noted.add(key)
  return false
}

function newExperiment(first: Exposure): Experiment {
  return {
    first,
    exposures: 0,
    variations: new Map(),
    units: new Map(),
    unitsInSeveral: 0,
    series: new Map(),
  }
}

function count(experiment: Experiment, exposure: Exposure, atMs: number): void {
  const { variationId, variationName, unit } = exposure
  const variation = experiment.variations.get(variationId) ?? {
    variationId,
    ...(variationName === undefined ? {} : { variationName }),
    exposures: 0,
    units: 0,
  }
  experiment.variations.set(variationId, variation)
  experiment.exposures += 1
  variation.exposures += 1
  countUnit(experiment, variation, hash(`${unit.kind}\n${unit.id}`))
  const step = Math.floor(atMs / STEP_MS) * STEP_MS
  const counts = experiment.series.get(step) ?? {}
  experiment.series.set(step, counts)
  counts[variationId] = (counts[variationId] ?? 0) + 1
  const oldest = experiment.series.keys().next().value
  if (experiment.series.size > MAX_STEPS && oldest !== undefined) experiment.series.delete(oldest)
}

function countUnit(experiment: Experiment, variation: VariationReport, unit: string): void {
  const seen = experiment.units.get(unit)
  if (seen === undefined) {
    if (experiment.units.size >= MAX_UNITS) return
    experiment.units.set(unit, new Set([variation.variationId]))
    variation.units += 1
  } else if (!seen.has(variation.variationId)) {
    seen.add(variation.variationId)
    variation.units += 1
    if (seen.size === 2) experiment.unitsInSeveral += 1
  }
}

function reportOf(experiment: Experiment): ExperimentReport {
  const { platform, kind, experimentId, experimentName } = experiment.first
  const variations = [...experiment.variations.values()]
  return {
    platform,
    kind,
    experimentId,
    ...(experimentName === undefined ? {} : { experimentName }),
    exposures: experiment.exposures,
    units: experiment.units.size,
    variations,
    unitsInSeveral: experiment.unitsInSeveral,
    sampleRatio: sampleRatio(variations.map(({ units }) => units)) ?? null,
    series: [...experiment.series].map(([atMs, counts]) => ({
      at: new Date(atMs).toISOString(),
      counts,
    })),
    capped: experiment.units.size >= MAX_UNITS,
  }
}
