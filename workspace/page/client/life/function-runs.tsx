/** The runs of a source function, and its own account of each item. */
import type { FunctionRun, FunctionSummary, RequestRecord } from '../../../records'
import { TimeText } from '../time-text'

const SHOWN_ITEMS = 200
const CLASSES = { done: 'good', retry: 'wait', discarded: 'bad' } as const

export function FunctionRuns({ request: { runs = [], summary } }: { request: RequestRecord }) {
  return (
    <>
      <h4>Source function</h4>
      {runs.length === 0 && <p class="muted">It has not run yet.</p>}
      <ol class="attempts">
        {runs.map((run) => (
          <Run key={run.at} run={run} />
        ))}
      </ol>
      {summary !== undefined && <Account summary={summary} />}
    </>
  )
}

function Run({ run: { at, durationMs, outcome, error, logs } }: { run: FunctionRun }) {
  return (
    <li>
      <p>
        <span class={CLASSES[outcome]}>{outcome}</span> <TimeText at={at} />{' '}
        <span class="muted">{durationMs.toFixed(1)} ms</span>
      </p>
      {error !== undefined && (
        <p class="failed">
          <b>{error.name}</b> {error.message}
        </p>
      )}
      {logs.length > 0 && (
        <details>
          <summary>Log</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
          <pre tabIndex={0}>{logs.join('\n')}</pre>
        </details>
      )}
    </li>
  )
}

function Account({ summary }: { summary: FunctionSummary }) {
  const { platform, auth, items } = summary
  return (
    <>
      <dl class="account">
        <Fact name="Platform" value={platform} />
        <Fact name="Authenticated" value={auth} />
        <Fact name="Items" value={`${summary.in} in, ${summary.sent} sent`} />
      </dl>
      {items.length > 0 && (
        <ul class="held">
          {items.slice(0, SHOWN_ITEMS).map(([index, status, reason]) => (
            <li key={index}>
              Item {index + 1} {status} <b>{reason}</b>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (value === undefined) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
