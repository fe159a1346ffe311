/** Exposures per experiment and variation over time, and whether the split is what it should be. */
import type { ExperimentReport } from '../../../insights/exposure-book'
import { EmptyState } from '../empty-state'
import { ExposureChart } from '../exposure-chart'
import { useAnswer } from '../use-answer'
import { usePaced } from '../use-paced'
import { useRecords } from '../use-records'
import type { ViewProps } from '../view-list'

/** Below it a split is called a mismatch, as experimentation platforms do. */
const MISMATCH_P = 0.001

/** Above this share of units in two variations identities are likely to be mixed up. */
const SEVERAL_SHARE = 0.01

export function ExposuresView({ onTestEvent }: ViewProps) {
  const version = usePaced(useRecords().version())
  const { value } = useAnswer<{ items: ExperimentReport[] }>('exposures', version)
  if (value === undefined) return <p class="loading">Loading…</p>
  if (value.items.length === 0) {
    return (
      <EmptyState title="No exposure yet">
        <p>Who saw which variation, counted by units, with a check of the split.</p>
        <button type="button" class="primary" onClick={onTestEvent}>
          Send a test event
        </button>
      </EmptyState>
    )
  }
  return (
    <div class="column">
      <div class="view-head">
        <h2>Exposures</h2>
        <p class="muted">
          Counted by units. The split is tested against equal shares (chi-square); an experiment
          with other shares shows a mismatch that is none.
        </p>
      </div>
      <div class="cards wide">
        {value.items.map((experiment) => (
          <ExperimentCard
            key={`${experiment.platform} ${experiment.experimentId}`}
            experiment={experiment}
          />
        ))}
      </div>
    </div>
  )
}

function ExperimentCard({ experiment }: { experiment: ExperimentReport }) {
  const { platform, kind, experimentId, experimentName, exposures, units } = experiment
  return (
    <section class="card experiment">
      <h3>{experimentName ?? experimentId}</h3>
      <p class="facts">
        <span>{platform}</span>
        <span>{kind}</span>
        {experimentName !== undefined && <span class="mono">{experimentId}</span>}
        <span>{exposures.toLocaleString()} exposures</span>
        <span>
          {experiment.capped ? 'over ' : ''}
          {units.toLocaleString()} units
        </span>
      </p>
      <Checks experiment={experiment} />
      <ExposureChart experiment={experiment} />
    </section>
  )
}

function Checks({ experiment }: { experiment: ExperimentReport }) {
  const { sampleRatio, unitsInSeveral, units } = experiment
  const mixed = units > 0 && unitsInSeveral / units > SEVERAL_SHARE
  return (
    <ul class="checks">
      <li>
        {sampleRatio === null ? (
          <span class="muted">Split: one variation so far</span>
        ) : sampleRatio.p < MISMATCH_P ? (
          <span class="bad">✕ Sample-ratio mismatch, p = {pText(sampleRatio.p)}</span>
        ) : (
          <span class="good">✓ Split as expected, p = {pText(sampleRatio.p)}</span>
        )}
      </li>
      <li>
        <span class={mixed ? 'bad' : unitsInSeveral > 0 ? 'wait' : 'good'}>
          {mixed ? '✕ ' : unitsInSeveral > 0 ? '• ' : '✓ '}
          {unitsInSeveral === 0
            ? 'No unit saw two variations'
            : `${unitsInSeveral.toLocaleString()} ${unitsInSeveral === 1 ? 'unit' : 'units'} saw two variations`}
        </span>
      </li>
    </ul>
  )
}

function pText(p: number): string {
  return p < 0.0001 ? p.toExponential(1) : p.toFixed(p < 0.01 ? 4 : 2)
}
