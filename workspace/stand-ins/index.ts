/** The list of stand-in platforms. */
import { kameleoonStandIn } from './kameleoon'
import { launchdarklyStandIn } from './launchdarkly'
import type { StandIn } from './stand-in'
import { statsigStandIn } from './statsig'

export const standIns: readonly StandIn[] = [statsigStandIn, launchdarklyStandIn, kameleoonStandIn]
