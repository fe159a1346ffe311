import type { Unit } from './exposure'
import type { HttpRequest, HttpResponse } from './http'
import type { Outcome } from './outcome'
import type { OutgoingEvent } from './platform'
import type { SettingValues } from './setting'

/** A user who is to be forgotten, taken out of the vendor's lists. */
export interface DeletionFace {
  /** Why no request can be made with these settings. */
  problem(settings: SettingValues): Outcome | undefined
  /** What the user is to the vendor, by the ids that Segment gives. */
  unitsOf(user: DeletedUser, settings: SettingValues): Unit[]
  /** The lists, a page a request; `cursor` is what the last page returned. */
  lists(cursor: string | undefined, settings: SettingValues): HttpRequest
  readLists(response: HttpResponse): { lists: ListToLeave[]; cursor?: string }
  /** Takes an id out of a list, whether or not it is in it. */
  leave(list: ListToLeave, id: string, settings: SettingValues): HttpRequest
}

export type DeletedUser = Pick<OutgoingEvent, 'userId' | 'anonymousId'>

export interface ListToLeave {
  id: string
  /** The kind of unit that it holds. */
  unitKind: string
  /** Where the vendor has several types of lists. */
  type?: string
}
