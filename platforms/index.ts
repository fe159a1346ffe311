/** The list of platforms: the only line to add outside a new platform's folder. */
import { kameleoon } from './kameleoon'
import { launchdarkly } from './launchdarkly'
import type { Platform } from './platform'
import { statsig } from './statsig'

export const platforms: readonly Platform[] = [statsig, launchdarkly, kameleoon]

export function platformById(id: string): Platform | undefined {
  return platforms.find((platform) => platform.id === id)
}
