/** Audience membership, to Acme's lists: one request with additions and removals. */
import type { ListsFace } from '../platform'
import { textSetting } from '../setting'
import { hostOf } from './host-of'

export const lists: ListsFace = {
  advisedMaxIds: 10_000,
  unitKind: 'user',
  listIdFrom: 'audienceKey',
  changes({ listId, changes }, settings) {
    const idsOf = (member: boolean) =>
      changes.filter((change) => change.member === member).map(({ id }) => id)
    return {
      decided: new Map(),
      requests: [
        {
          request: {
            method: 'POST',
            url: `${hostOf(settings)}/lists/${encodeURIComponent(listId)}`,
            headers: { authorization: textSetting(settings, 'apiKey') ?? '' },
            json: { add: idsOf(true), remove: idsOf(false) },
          },
          items: changes.map((_, index) => index),
        },
      ],
    }
  },
}
