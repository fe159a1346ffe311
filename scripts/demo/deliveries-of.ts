/** Counts of what one action of one destination delivered. */
import type { Workspace } from '../../workspace/create-workspace'
import { count, type Direction } from './direction'

export function deliveriesOf(
  workspace: Workspace,
  destinationId: string,
  action: string,
): Pick<Direction, 'itemsIn' | 'sent' | 'dropped' | 'retried'> {
  const deliveries = workspace
    .deliveries()
    .filter((one) => one.destinationId === destinationId && one.action === action)
  const dropped: Record<string, number> = {}
  for (const { status, reason } of deliveries) {
    if (status !== 'sent') count(dropped, reason ?? status)
  }
  return {
    itemsIn: deliveries.length,
    sent: deliveries.filter(({ status }) => status === 'sent').length,
    dropped,
    retried: deliveries.reduce((sum, { attempts }) => sum + Math.max(0, attempts.length - 1), 0),
  }
}
