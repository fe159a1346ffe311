/** Settings as the API shows them: secrets are dots. */
import { MASK } from '../masker'
import type { World } from './world'

/** In the catalog, what a password is called. */
const SECRET_NAME = /secret|key|token|password/i

export function censored(
  world: World,
  metadataId: string,
  settings: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const of = world.functions.find((it) => it.catalogId === metadataId)
  const isSecret = (name: string) =>
    of === undefined
      ? SECRET_NAME.test(name)
      : of.settings.some((setting) => setting.name === name && setting.sensitive)
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, isSecret(name) && value ? MASK : value]),
  )
}
