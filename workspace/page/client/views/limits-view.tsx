/** Every limit of Segment that the workspace enforces, with where it is documented. */
import type { WorkspaceLimit } from '../../../limits'
import { ScrollTable } from '../scroll-table'
import { useAnswer } from '../use-answer'
import { Waiting } from '../waiting'

type NamedLimit = WorkspaceLimit & { name: string }

export function LimitsView() {
  const { value, error } = useAnswer<{ items: NamedLimit[] }>('limits')
  if (value === undefined) return <Waiting error={error} />
  const assumed = value.items.filter((limit) => limit.assumed).length
  return (
    <div class="column">
      <div class="view-head">
        <h2>Limits</h2>
        <p class="muted">
          {value.items.length} limits are enforced here as Segment documents them;{' '}
          {assumed === 0 ? 'none is' : `${assumed} are`} assumed, since Segment publishes no figure.
        </p>
      </div>
      <ScrollTable
        label="Limits"
        head={
          <>
            <th scope="col">What</th>
            <th scope="col" class="number">
              Limit
            </th>
          </>
        }
      >
        {value.items.map((limit) => (
          <tr key={limit.name}>
            <th scope="row">
              {limit.what}
              <small class="facts">
                <code>{limit.name}</code>
                {limit.assumed && <span class="tag">assumed</span>}
                <a href={limit.doc} rel="noreferrer" target="_blank">
                  {limit.assumed ? 'nearest documentation' : 'documentation'}
                </a>
                <span>read {limit.checked}</span>
              </small>
            </th>
            <td class="number">{amount(limit)}</td>
          </tr>
        ))}
      </ScrollTable>
    </div>
  )
}

const TIMES = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

function amount({ value, unit }: NamedLimit): string {
  if (unit === 'factor') return `× ${value}`
  if (unit === 'ms') {
    const [name, size] = TIMES.find(([, each]) => value >= each && value % each === 0) ?? ['ms', 1]
    return `${value / size} ${name}`
  }
  if (unit === 'bytes' && value % 1024 === 0) return `${value / 1024} KiB`
  return `${value.toLocaleString()} ${unit}`
}
