/** The list of vendors whose own exposure events are read back, with a platform of ours or without. */
import { native as aVsB } from './a-vs-b/native'
import { native as amplitude } from './amplitude/native'
import { native as kameleoon } from './kameleoon/native'
import { native as launchdarkly } from './launchdarkly/native'
import type { NativeFace } from './native-face'
import { native as posthog } from './posthog/native'
import { native as split } from './split/native'
import { native as statsig } from './statsig/native'

export const nativeFaces: readonly NativeFace[] = [
  statsig,
  launchdarkly,
  kameleoon,
  aVsB,
  amplitude,
  split,
  posthog,
]
