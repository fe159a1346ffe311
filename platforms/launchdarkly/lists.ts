/** Audience membership to LaunchDarkly's synced segments: one request for each audience. */
import { type Outcome, rejected } from '../outcome'
import type { ListsFace } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { API_VERSION } from './api-versions'
import { hostFor } from './region'

export const lists: ListsFace = {
  unitKind: 'user',
  // Segment's own integration keys segments by the audience's id, so that a rename keeps them.
  listIdFrom: 'audienceId',

  changes({ listId, listName, unitKind, changes }, settings) {
    const refused = credentialProblem(settings)
    if (refused !== undefined) {
      return { requests: [], decided: new Map(changes.map((_, index) => [index, refused])) }
    }
    const cohortName = sentenceCase(listName ?? listId)
    const request = {
      method: 'POST',
      url: `${hostFor('app', settings)}/api/v2/segment-targets/segment-audiences`,
      headers: {
        Authorization: textSetting(settings, 'apiToken') ?? '',
        'LD-API-Version': API_VERSION,
      },
      json: {
        environmentId: textSetting(settings, 'clientSideId'),
        contextKind: unitKind ?? lists.unitKind,
        batch: changes.map(({ id, member }) => ({
          userId: id,
          cohortName,
          cohortId: listId,
          value: member,
        })),
      },
    } as const
    return {
      requests: [{ request, items: changes.map((_, index) => index) }],
      decided: new Map(),
    }
  },
}

function credentialProblem(settings: SettingValues): Outcome | undefined {
  for (const key of ['clientSideId', 'apiToken']) {
    if (textSetting(settings, key) === undefined) {
      return rejected('UNAUTHORIZED', `${key} is not set. Audiences need it.`)
    }
  }
  return undefined
}

/** `beta_users` is listed as "Beta users", as Segment's own integration names it. */
function sentenceCase(name: string): string {
  const words = name.split(/[_\s-]+/).filter((word) => word !== '')
  const text = words.join(' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
