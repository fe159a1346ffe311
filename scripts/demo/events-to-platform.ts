/** Traffic of the real, unmodified analytics-node through the destination to the platform. */
import { Analytics } from '@segment/analytics-node'
import type { Platform } from '../../platforms/platform'
import type { Workspace } from '../../workspace/create-workspace'
import { deliveriesOf } from './deliveries-of'
import type { Direction } from './direction'
import type { Outage } from './outage'

const EVENTS = 300

export async function eventsToPlatform(
  workspace: Workspace,
  platform: Platform,
  source: string,
  outage: Outage,
): Promise<Direction> {
  const analytics = new Analytics({ writeKey: workspace.writeKey(source), host: workspace.url })
  for (let i = 0; i < EVENTS; i++) {
    if (i === EVENTS / 2) await outage.begin(() => analytics.flush())
    analytics.track({
      userId: `user-${i % 40}`,
      event: 'Order Completed',
      properties: { value: i },
    })
  }
  await analytics.closeAndFlush()
  await outage.end()
  await workspace.waitForIdle()
  const accepted = workspace.platform(platform.id).accepted('event')
  return {
    title: `Segment events → ${platform.name}`,
    ...deliveriesOf(workspace, platform.id, 'trackEvent'),
    arrived: { expected: EVENTS, actual: accepted.length },
    notes: [`${EVENTS} track calls from @segment/analytics-node`],
  }
}
