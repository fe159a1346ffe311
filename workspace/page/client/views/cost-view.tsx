/** What a million exposures cost in Segment's units, measured by what came through here. */
import type { Estimate, FormEstimate } from '../../../insights/estimate-cost'
import { EmptyState } from '../empty-state'
import { ScrollTable } from '../scroll-table'
import { useAnswer } from '../use-answer'
import { usePaced } from '../use-paced'
import { useRecords } from '../use-records'
import type { ViewProps } from '../view-list'
import { Waiting } from '../waiting'

const COLUMNS: readonly { key: keyof FormEstimate; label: string; what: string }[] = [
  { key: 'messages', label: 'Messages', what: 'Segment counts each event that a source sends.' },
  {
    key: 'trackedUsers',
    label: 'Users',
    what: 'Tracked users: distinct userIds and anonymousIds, at the share of returning visitors seen here.',
  },
  {
    key: 'functionHours',
    label: 'Hours',
    what: 'Segment bills the time that functions run, in hours.',
  },
]

export function CostView({ onTestEvent }: ViewProps) {
  const version = usePaced(useRecords().version(), 1000)
  const { value, error } = useAnswer<Estimate>('estimate', version)
  if (value === undefined) return <Waiting error={error} />
  const { measured, perMillionExposures } = value
  if (perMillionExposures === null) {
    return (
      <EmptyState title="Nothing to measure by yet" onTestEvent={onTestEvent}>
        <p>The estimate scales up what exposures from webhooks cost here.</p>
      </EmptyState>
    )
  }
  return (
    <div class="column">
      <div class="view-head">
        <h2>Cost of a million exposures</h2>
        <p class="muted">
          Scaled from {measured.exposures.toLocaleString()} exposures in{' '}
          {measured.requests.toLocaleString()} webhooks, which took{' '}
          {Math.round(measured.functionMs).toLocaleString()} ms on this machine.
        </p>
      </div>
      <ScrollTable
        label="Cost of a million exposures"
        head={
          <>
            <th scope="col">Form</th>
            {COLUMNS.map(({ key, label }) => (
              <th key={key} scope="col" class="number">
                {label}
              </th>
            ))}
          </>
        }
      >
        {Object.entries(perMillionExposures).map(([form, estimate]) => (
          <tr key={form}>
            <th scope="row">{form}</th>
            {COLUMNS.map(({ key }) => (
              <td key={key} class="number">
                {amount(estimate[key])}
              </td>
            ))}
          </tr>
        ))}
      </ScrollTable>
      <dl class="terms">
        {COLUMNS.map(({ key, label, what }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd class="muted">{what}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function amount(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 2 : 0 })
}
