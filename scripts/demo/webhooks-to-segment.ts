/** Recorded webhook bodies through the built source function, each delivered twice, as vendors retry. */
import type { Platform } from '../../platforms/platform'
import { webhookFixtures } from '../../testing/webhook-fixtures'
import type { Workspace } from '../../workspace/create-workspace'
import { count, type Direction } from './direction'

const DELIVERIES = 2

export async function webhooksToSegment(
  workspace: Workspace,
  platform: Platform,
  token: string,
): Promise<Direction> {
  // Derived bodies repeat the event ids of documented ones, and would collapse with them.
  const fixtures = webhookFixtures(platform.id).filter(({ provenance }) =>
    provenance.startsWith('documented'),
  )
  const direction: Direction = {
    title: `${platform.name} webhooks → Segment`,
    itemsIn: 0,
    sent: 0,
    dropped: {},
    retried: 0,
    arrived: { expected: 0, actual: 0 },
    notes: [`documented bodies: ${fixtures.length}, each delivered ${DELIVERIES} times`],
  }
  for (let delivery = 0; delivery < DELIVERIES; delivery++) {
    for (const { body, expected, name } of fixtures) {
      const { summary, error } = await workspace.send(platform.id, body, { query: { token } })
      if (summary === undefined) throw new Error(`${name}: ${error ?? 'no summary in the log'}`)
      direction.itemsIn += summary.in
      direction.sent += summary.sent
      for (const counts of [summary.dropped, summary.rejected]) {
        for (const [reason, by] of Object.entries(counts)) count(direction.dropped, reason, by)
      }
      const sent = expected.native.filter(Array.isArray).length
      direction.arrived.expected += delivery === 0 ? sent : 0
    }
  }
  const events = workspace.events().filter(({ sourceId }) => sourceId === platform.id)
  const collapsed = events.filter(({ status }) => status === 'duplicate').length
  direction.arrived.actual = events.filter(({ status }) => status === 'accepted').length
  direction.notes.push(`${collapsed} redelivered events collapsed by their messageId`)
  return direction
}
