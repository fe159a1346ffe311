/** `segment-experiments/workspace`: a local Segment workspace for your own tests. */

export { createWorkspace, type SendOptions, type Workspace } from './create-workspace'
export type { Subscription } from './delivery/actions-destination'
export { LIMITS, type LimitName, type WorkspaceLimit } from './limits'
export type { DeliveryRecord, EventRecord, RequestRecord } from './records'
export type { SegmentCall } from './segment-call'
export type { Fault } from './stand-ins/faults'
export type { AcceptedItem, StandInList } from './stand-ins/stand-in'
export type { StandInPlatform } from './stand-ins/stand-in-platforms'
export type {
  ActionsDestinationOptions,
  DestinationOptions,
  FunctionDestinationOptions,
  FunctionOptions,
  SourceOptions,
  WorkspaceOptions,
} from './workspace-options'
