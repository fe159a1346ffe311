import { isRecord } from './is-record'
import { matchesGlob } from './matches-glob'
import type { NativeEvent, NativeFace, NativeForm, SeenExposure } from './native-face'
import { nativeFaces } from './native-faces'
import type { DropReason } from './outcome'
import { ownValue } from './own-value'
import { textOf } from './text-of'

export type NativeExposure = { platform: string } & (
  | { exposure: SeenExposure }
  | { drop: DropReason }
)

/** What a vendor's own exposure event says; undefined if the event is none. */
export function nativeExposureOf(
  event: NativeEvent,
  faces: readonly NativeFace[] = nativeFaces,
): NativeExposure | undefined {
  const face = faces.find(({ forms }) => forms.some((form) => hasForm(event, form)))
  if (face === undefined) return undefined
  const { platform } = face
  const seen = face.exposureOf(event)
  if (typeof seen === 'string') return { platform, drop: seen }
  const unit = browserUnit(event) ?? seen.unit
  return { platform, exposure: { ...seen, unit } }
}

function hasForm({ name = '', properties }: NativeEvent, form: NativeForm): boolean {
  if (!matchesGlob(form.event, name)) return false
  return Object.entries(form.properties ?? {}).every(([key, wanted]) => {
    const value = ownValue(properties, key)
    return wanted === true ? value !== undefined && value !== null : value === wanted
  })
}

/** The browser plugin says beside the vendor's properties what was bucketed: `{kind: id}`. */
function browserUnit({ context }: NativeEvent): SeenExposure['unit'] {
  const units = ownValue(context, 'experiment_units')
  if (!isRecord(units)) return undefined
  const [kind, value] = Object.entries(units)[0] ?? []
  const id = textOf(value)
  return kind === undefined || id === undefined ? undefined : { kind, id }
}
