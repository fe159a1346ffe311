/** Kameleoon's events in Segment, read back: `[Company] Experiment`, and its web script's own. */
import type { NativeEvent, NativeFace } from '../native-face'
import { textOf } from '../text-of'

export const native: NativeFace = {
  platform: 'kameleoon',
  forms: [
    { event: '[*] Experiment', properties: { experimentId: true } },
    { event: 'Experiment viewed', properties: { experimentId: true } },
  ],
  exposureOf(event) {
    const experimentId = textOf(event.properties.experimentId)
    const variationId = textOf(event.properties.variationId)
    if (experimentId === undefined || variationId === undefined) return 'NOT_ENROLLED'
    return { kind: 'experiment', experimentId, variationId, unit: unitOf(event) }
  },
}

/** The streamed event has the visitor code in `userId`; in a page `userId` is Segment's own. */
function unitOf({ userId, anonymousId }: NativeEvent) {
  const isStreamed = userId !== undefined && anonymousId === undefined
  return isStreamed ? { kind: 'visitorCode', id: userId } : undefined
}
