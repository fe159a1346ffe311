/** What the plugin counted in the pages that report it, so that a gap between seen and arrived shows. */
import { useEffect, useState } from 'preact/hooks'
import type { PageCounters } from '../../insights/plugin-counters'
import { ScrollTable } from './scroll-table'
import { useAnswer } from './use-answer'

const LOOK_AGAIN_MS = 1000

export function PageCountersTable() {
  const [tick, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTick((count) => count + 1), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  const { value } = useAnswer<{ items: PageCounters[] }>('plugin-counters', tick)
  if (value === undefined || value.items.length === 0) return null
  return (
    <section class="card">
      <h3>In the page</h3>
      <p class="muted">What the plugin counted in each page load that reports it.</p>
      <ScrollTable
        label="Counters of pages"
        head={
          <>
            <th scope="col">Page</th>
            <th scope="col" class="number">
              Seen by the SDK
            </th>
            <th scope="col" class="number">
              Sent
            </th>
            <th scope="col" class="number">
              Accepted
            </th>
            <th scope="col">Dropped</th>
            <th scope="col">Gap</th>
          </>
        }
      >
        {value.items.map((page) => (
          <Row key={page.id} page={page} />
        ))}
      </ScrollTable>
    </section>
  )
}

function Row({ page }: { page: PageCounters }) {
  const dropped = Object.entries(page.dropped)
  const droppedCount = dropped.reduce((sum, [, count]) => sum + count, 0)
  const gap = page.seen - page.accepted - droppedCount
  return (
    <tr>
      <td class="mono">{page.page}</td>
      <td class="number">{page.seen}</td>
      <td class="number">{page.sent}</td>
      <td class="number">{page.accepted}</td>
      <td>{dropped.map(([reason, count]) => `${reason} ${count}`).join(', ') || '–'}</td>
      <td class={gap > 0 ? 'wait' : 'good'}>{gap > 0 ? `• ${gap} on the way` : '✓ none'}</td>
    </tr>
  )
}
