/** The list of platforms: the only line to add outside a new platform's folder. */
import { kameleoon } from './kameleoon'
import { launchdarkly } from './launchdarkly'
import type { Platform } from './platform'
import { statsig } from './statsig'

export type { Change, Exposure, ExposureKind, Unit } from './exposure'
export type { DropReason, Outcome, RejectReason, RetryReason } from './outcome'
export type * from './platform'
export type { Setting, SettingValues } from './setting'

export const platforms: readonly Platform[] = [statsig, launchdarkly, kameleoon]

export function platformById(id: string): Platform | undefined {
  return platforms.find((platform) => platform.id === id)
}
