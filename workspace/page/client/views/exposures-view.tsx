/** Exposures per experiment and variation over time, and whether the split is what it should be. */
import type { ExperimentReport } from '../../../insights/exposure-book'
import { countText } from '../count-text'
import { EmptyState } from '../empty-state'
import { ExposureChart } from '../exposure-chart'
import { PageCountersTable } from '../page-counters'
import { useAnswer } from '../use-answer'
import { usePaced } from '../use-paced'
import { useRecords } from '../use-records'
import type { ViewProps } from '../view-list'
import { Waiting } from '../waiting'

/** Below it a split is called a mismatch, as experimentation platforms do. */
const MISMATCH_P = 0.001

/** Expected units in each variation, below which a chi-square test says little. */
const MIN_EXPECTED = 5

/** Above this share of units in two variations identities are likely to be mixed up. */
const SEVERAL_SHARE = 0.01

export function ExposuresView({ onTestEvent }: ViewProps) {
  const version = usePaced(useRecords().version())
  const { value, error } = useAnswer<{ items: ExperimentReport[] }>('exposures', version)
  if (value === undefined) return <Waiting error={error} />
  if (value.items.length === 0) {
    return (
      <div class="column">
        <EmptyState title="No exposure yet" onTestEvent={onTestEvent}>
          <p>Who saw which variation, counted by units, with a check of the split.</p>
        </EmptyState>
        <PageCountersTable />
      </div>
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
      <PageCountersTable />
      <div class="cards wide">
        {bySize(value.items).map((experiment) => (
          <ExperimentCard
            key={`${experiment.platform} ${experiment.experimentId}`}
            experiment={experiment}
          />
        ))}
      </div>
    </div>
  )
}

/** Experiments with something to compare first, then the larger ones. */
function bySize(experiments: readonly ExperimentReport[]): ExperimentReport[] {
  const rank = ({ variations, units }: ExperimentReport) =>
    (variations.length > 1 ? 1e9 : 0) + units
  return [...experiments].sort((a, b) => rank(b) - rank(a))
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
        <span>{countText(exposures, 'exposure')}</span>
        <span>
          {experiment.capped ? 'over ' : ''}
          {countText(units, 'unit')}
        </span>
      </p>
      <Checks experiment={experiment} />
      <ExposureChart experiment={experiment} />
    </section>
  )
}

function Checks({ experiment }: { experiment: ExperimentReport }) {
  const { unitsInSeveral, units } = experiment
  const mixed = units > 0 && unitsInSeveral / units > SEVERAL_SHARE
  const sign = mixed ? '✕' : unitsInSeveral > 0 ? '•' : '✓'
  return (
    <ul class="checks">
      <li>
        <Split experiment={experiment} />
      </li>
      <li class={mixed ? 'bad' : unitsInSeveral > 0 ? 'wait' : 'good'}>
        {sign} {unitsInSeveral === 0 ? 'No unit' : countText(unitsInSeveral, 'unit')} saw two
        variations
      </li>
    </ul>
  )
}

function Split({
  experiment: { sampleRatio, variations, units },
}: {
  experiment: ExperimentReport
}) {
  if (sampleRatio === null) return <span class="muted">Split: one variation so far</span>
  if (units / variations.length < MIN_EXPECTED) {
    return <span class="muted">Split: too few units to judge it</span>
  }
  const p = pText(sampleRatio.p)
  return sampleRatio.p < MISMATCH_P ? (
    <span class="bad">✕ Sample-ratio mismatch, p = {p}</span>
  ) : (
    <span class="good">✓ No sample-ratio mismatch, p = {p}</span>
  )
}

function pText(p: number): string {
  return p < 0.0001 ? p.toExponential(1) : p.toFixed(p < 0.01 ? 4 : 2)
}
