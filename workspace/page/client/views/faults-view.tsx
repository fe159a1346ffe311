/** Breaks a stand-in platform on purpose, and repairs it. */
import { useState } from 'preact/hooks'
import type { Fault } from '../../../stand-ins/faults'
import { countText } from '../count-text'
import { EmptyState } from '../empty-state'
import { faultText } from '../fault-text'
import { useTry } from '../notices'
import { setFault, useStandIns } from '../use-stand-ins'
import type { StandInAnswer } from '../workspace-answers'

const FAULTS: readonly { label: string; what: string; fault: Fault }[] = [
  {
    label: '429',
    what: 'Too many requests; asks to wait 30 s',
    fault: { kind: 'status', status: 429, retryAfterSeconds: 30 },
  },
  { label: '500', what: 'Fails inside', fault: { kind: 'status', status: 500 } },
  { label: '503', what: 'Is down', fault: { kind: 'status', status: 503 } },
  { label: '400', what: 'Refuses the body for good', fault: { kind: 'status', status: 400 } },
  { label: 'Time-out', what: 'Takes the request and never answers', fault: { kind: 'timeout' } },
  { label: 'Reset', what: 'Closes the connection', fault: { kind: 'reset' } },
  {
    label: 'Duplicate',
    what: 'Does what it is asked, and its answer is lost: the delivery is repeated',
    fault: { kind: 'duplicate' },
  },
  { label: 'Reorder', what: 'Events overtake earlier ones', fault: { kind: 'reorder' } },
  { label: 'Late', what: 'Events arrive ten minutes later', fault: { kind: 'late' } },
]

const COUNTS = [
  { label: 'once', count: 1 },
  { label: '3 times', count: 3 },
  { label: '20 times', count: 20 },
  { label: 'until repaired', count: undefined },
] as const

export function FaultsView() {
  const standIns = useStandIns()
  const [often, setOften] = useState<number | undefined>(1)
  const attempt = useTry()
  const set = (platform: string, fault: Fault | { kind: 'none' }) =>
    attempt(async () => {
      await setFault(platform, fault)
      return undefined
    })
  if (standIns === undefined) return <p class="loading">Loading…</p>
  if (standIns.length === 0) return <EmptyState title="There is no stand-in platform" />
  return (
    <div class="column">
      <div class="view-head">
        <h2>Faults</h2>
        <p class="muted">
          A stand-in fails as you say, and Segment’s rules decide what is tried again.
        </p>
        <fieldset class="choice">
          <legend>How often</legend>
          {COUNTS.map(({ label, count }) => (
            <label key={label}>
              <input
                type="radio"
                name="often"
                checked={often === count}
                onChange={() => setOften(count)}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div class="cards">
        {standIns.map((standIn) => (
          <StandInCard
            key={standIn.platform}
            standIn={standIn}
            onFault={(fault) =>
              set(standIn.platform, often === undefined ? fault : { ...fault, count: often })
            }
            onClear={() => set(standIn.platform, { kind: 'none' })}
          />
        ))}
      </div>
    </div>
  )
}

interface StandInCardProps {
  standIn: StandInAnswer
  onFault(fault: Fault): void
  onClear(): void
}

function StandInCard({ standIn, onFault, onClear }: StandInCardProps) {
  const { platform, accepted, fault } = standIn
  const total = Object.values(accepted).reduce((sum, count) => sum + count, 0)
  return (
    <section class="card" aria-labelledby={`stand-in-${platform}`}>
      <h3 id={`stand-in-${platform}`}>{platform}</h3>
      <p class="facts">
        <span class={fault === null ? 'good' : 'bad'}>{faultText(fault)}</span>
        <span>{total === 0 ? 'has accepted nothing yet' : acceptedText(accepted)}</span>
      </p>
      <div class="buttons">
        {FAULTS.map(({ label, what, fault: each }) => (
          <button key={label} type="button" title={what} onClick={() => onFault(each)}>
            {label}
          </button>
        ))}
        <button type="button" disabled={fault === null} onClick={onClear}>
          Repair
        </button>
      </div>
    </section>
  )
}

function acceptedText(accepted: StandInAnswer['accepted']): string {
  const parts = Object.entries(accepted).filter(([, count]) => count > 0)
  const words = parts.map(([kind, count]) => countText(count, kind))
  return `accepted ${words.join(', ')}`
}
