/** Audience changes, as Segment Engage sends them, to an ID list. */
import { Analytics } from '@segment/analytics-node'
import type { Platform } from '../../platforms/platform'
import type { Workspace } from '../../workspace/create-workspace'
import { deliveriesOf } from './deliveries-of'
import type { Direction } from './direction'
import type { Outage } from './outage'

const AUDIENCE = 'demo_audience'
const AUDIENCE_ID = 'aud_demo'
const MEMBERS = 120

/** Segment corrects times by the latency of each request, so changes must be further apart than that. */
const APART_MS = 1000

interface Change {
  userId: string
  member: boolean
}

/** Everybody enters, every third leaves, every ninth comes back. */
function changes(): Change[] {
  const ids = Array.from({ length: MEMBERS }, (_, i) => i)
  const change = (member: boolean) => (i: number) => ({ userId: `user-${i}`, member })
  return [
    ...ids.map(change(true)),
    ...ids.filter((i) => i % 3 === 0).map(change(false)),
    ...ids.filter((i) => i % 9 === 0).map(change(true)),
  ]
}

export async function audienceToList(
  workspace: Workspace,
  platform: Platform,
  source: string,
  outage: Outage,
): Promise<Direction> {
  const list = platform.lists?.listIdFrom === 'audienceId' ? AUDIENCE_ID : AUDIENCE
  const analytics = new Analytics({ writeKey: workspace.writeKey(source), host: workspace.url })
  const all = changes()
  const startMs = Date.now() - all.length * APART_MS
  for (const [i, { userId, member }] of all.entries()) {
    if (i === MEMBERS) await outage.begin(() => analytics.flush())
    analytics.identify({
      userId,
      traits: { [AUDIENCE]: member },
      timestamp: new Date(startMs + i * APART_MS),
      context: { personas: personas() },
    })
  }
  await analytics.closeAndFlush()
  await outage.end()
  await workspace.waitForIdle()
  const expected = expectedMembers(all)
  const actual = workspace.platform(platform.id).members(list)
  const right = actual.filter((id) => expected.has(id)).length
  return {
    title: `Segment audience → ${platform.name} ID list`,
    ...deliveriesOf(workspace, platform.id, 'syncAudience'),
    arrived: { expected: expected.size, actual: right },
    notes: [
      `ID list ${list}: ${actual.length} members, ${expected.size} expected, ${expected.size - right} missing, ${actual.length - right} too many`,
    ],
  }
}

/** https://segment.com/docs/engage/using-engage-data/ */
function personas() {
  return {
    computation_class: 'audience',
    computation_id: AUDIENCE_ID,
    computation_key: AUDIENCE,
    namespace: 'spa_demo',
    space_id: 'spa_demo',
  }
}

function expectedMembers(all: readonly Change[]): Set<string> {
  const members = new Set<string>()
  for (const { userId, member } of all) {
    if (member) members.add(userId)
    else members.delete(userId)
  }
  return members
}
