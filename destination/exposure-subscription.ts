/** Which events are exposures, in Segment's filter language: what one action takes and others leave. */
import type { NativeForm } from '../platforms/native-face'
import { nativeFaces } from '../platforms/native-faces'
import { EXPERIMENT_VIEWED } from '../platforms/standard-form'

const FORMS: readonly NativeForm[] = [
  { event: EXPERIMENT_VIEWED },
  ...nativeFaces.flatMap(({ forms }) => forms),
]

/** True for what is or is not so; a function has to be the last, where actions-core ends a group. */
function conditionsOf({ event, properties = {} }: NativeForm, isSo: boolean): string[] {
  const equals = isSo ? '=' : '!='
  const exists = isSo ? '!=' : '='
  return [
    `type ${equals} "track"`,
    ...Object.entries(properties).map(([key, wanted]) =>
      wanted === true
        ? `properties.${key} ${exists} null`
        : `properties.${key} ${equals} "${wanted}"`,
    ),
    event.includes('*')
      ? `${isSo ? '' : '!'}match(event, "${event.slice(event.indexOf('*'))}")`
      : `event ${equals} "${event}"`,
  ]
}

/** The standard form, or the native form of any vendor. */
export const IS_EXPOSURE = FORMS.map((form) => `(${conditionsOf(form, true).join(' and ')})`).join(
  ' or ',
)

/** Neither: one condition after another, because the language has only one level of brackets. */
export const IS_NO_EXPOSURE = FORMS.map(
  (form) => `(${conditionsOf(form, false).join(' or ')})`,
).join(' and ')
