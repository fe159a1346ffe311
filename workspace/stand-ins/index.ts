/** The list of stand-in platforms. */
import type { StandIn } from './stand-in'
import { statsigStandIn } from './statsig'

export const standIns: readonly StandIn[] = [statsigStandIn]
