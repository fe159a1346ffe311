/**
 * The interface that a platform implements: facts as data, and the faces it has.
 * A face is one file with a fixed name; an absent file is an absent capability.
 */
import type { DeletionFace } from './deletion-face'
import type { EventDeclaration } from './event-declaration'
import type { Change, Exposure, ExposureKind, Unit } from './exposure'
import type { HttpRequest, HttpResponse } from './http'
import type { DropReason, Outcome } from './outcome'
import type { Setting, SettingValues } from './setting'
import type { SignatureScheme } from './signature'

export interface Platform {
  /** The folder's name: lower case, digits and dashes. */
  id: string
  /** How Segment lists the destination. A URI scheme by form, because Ajv builds schema ids from it. */
  name: string
  facts: Facts
  /** Credentials and options of the destination, declared once. */
  settings: readonly Setting[]
  /** Options that only this platform's webhook has, beside those of the source function. */
  sourceSettings?: readonly Setting[]
  /** The Segment events of the vendor, declared: tracking plan and types come from it. */
  plan?: readonly EventDeclaration[]
  webhook?: WebhookFace
  events?: EventsFace
  lists?: ListsFace
  deletion?: DeletionFace
  /** How each key is told apart and tested, one entry for each that is set. */
  credentialChecks?(settings: SettingValues): CredentialCheck[]
}

export interface Facts {
  /** What the facts were read from. */
  docs: Readonly<Record<string, string>>
  /** The date on which they were last read, YYYY-MM-DD. */
  checked: string
  /** Hosts by purpose and region; the first region is the default. */
  hosts: Readonly<Record<string, Readonly<Record<string, string>>>>
  limits: readonly Limit[]
  /** Versions of APIs that requests name, by purpose. */
  versions?: Readonly<Record<string, { value: string; doc: string }>>
}

/** A limit that the vendor publishes. */
export interface Limit {
  name: string
  value: number
  unit: 'items' | 'bytes' | 'requests' | 'ids' | 'characters'
  /** For a rate: the length of its window. */
  windowMs?: number
  doc: string
}

export interface CredentialCheck {
  /** Key of the setting. */
  setting: string
  /** Why the value cannot be right, found without a request. */
  problem?: string
  /** A request that succeeds only with a working key. */
  request?: HttpRequest
}

// ---------------------------------------------------------------- webhook

/** The vendor's webhooks or exports, to Segment. */
export interface WebhookFace {
  /** Is this body one of ours? `platform: auto` asks every platform. */
  recognises(body: unknown): boolean
  /** The items of the vendor's envelope, or undefined if it is none that the vendor documents. */
  split(body: unknown): readonly unknown[] | undefined
  /** One item. Throws nothing; a wrong shape is `rejected('MALFORMED')`. */
  parse(item: unknown, settings: SettingValues): WebhookItem | Outcome
  /** Unit kind to Segment field, unless `identityMapping` says otherwise. */
  identity: Readonly<Record<string, IdentityTarget>>
  signature?: SignatureScheme
}

export type IdentityTarget = 'userId' | 'anonymousId' | `context.${string}`

export interface WebhookItem {
  kind: 'exposure' | 'conversion' | 'change' | 'page'
  /**
   * The exact Segment call that the vendor documents, without identity, time and messageId. Absent
   * where the vendor documents none: then the item goes out in standard form.
   */
  native?: NativeCall
  /** Every unit that the item carries; the bucketed one first. */
  units: readonly Unit[]
  timeMs: number
  eventId?: string
  /** What `include` and `exclude` match: the event's name, the key, the experiment's id. */
  names: readonly string[]
  /** Of an evaluation, whether or not it is an exposure. */
  exposureKind?: ExposureKind
  exposure?: Exposure
  /** Why there is no exposure in standard form although the vendor sends the evaluation. */
  notExposure?: DropReason
  change?: Change
  environment?: string
  project?: string
  isTest?: boolean
}

export interface NativeCall {
  type: 'track' | 'page'
  event?: string
  name?: string
  properties: Record<string, unknown>
  context?: Record<string, unknown>
}

// ---------------------------------------------------------------- events

/** Segment events, to the vendor's ingest API. */
export interface EventsFace {
  /** Conversions, in as few requests as the vendor allows. */
  conversions(events: readonly OutgoingEvent[], settings: SettingValues): Plan
  /** Exposures, where the vendor takes them. */
  exposures?(exposures: readonly OutgoingExposure[], settings: SettingValues): Plan
  /** User attributes, where the vendor has them. */
  attributes?(users: readonly OutgoingEvent[], settings: SettingValues): Plan
  /** Where the vendor's answer speaks of single items; by default the status counts for all. */
  readResponse?(response: HttpResponse, itemCount: number): readonly Outcome[] | undefined
  /** Requests that may be under way at once where a batch needs several; 4 by default. */
  concurrency?: number
  /** Events in a batch where Segment's 1,000 would not end in time. */
  batchSize?: number
}

/** A Segment event after mapping. */
export interface OutgoingEvent {
  type: 'track' | 'page' | 'screen' | 'group' | 'identify'
  /** Event, page or screen name. */
  name?: string
  userId?: string
  anonymousId?: string
  groupId?: string
  properties: Readonly<Record<string, unknown>>
  context: Readonly<Record<string, unknown>>
  value?: number | string
  timeMs: number
  messageId?: string
}

export type OutgoingExposure = OutgoingEvent & {
  exposure: Omit<Exposure, 'platform' | 'unit'> & { unit?: Unit }
}

/** What to send for a batch. Each item is in exactly one request, or decided already. */
export interface Plan {
  requests: readonly PlannedRequest[]
  /** Items that need no request, by index in the batch. */
  decided: ReadonlyMap<number, Outcome>
}

export interface PlannedRequest {
  request: HttpRequest
  /** Indices of the items that it carries. */
  items: readonly number[]
}

// ---------------------------------------------------------------- lists

/** Audience membership, to the vendor's ID lists. */
export interface ListsFace {
  /** The kind of unit that a list holds unless somebody says otherwise. */
  unitKind: string
  /** Which name of an audience is the list's id when the audience was not created through us. */
  listIdFrom: 'audienceKey' | 'audienceId'
  /** Rates that the vendor publishes for changes; we stop before they are exceeded. */
  rateLimits?: readonly Limit[]
  /** The vendor's advised size of a list; beyond it we warn. */
  advisedMaxIds?: number
  /** One audience's changes, already collapsed: no id occurs twice. */
  changes(delta: ListDelta, settings: SettingValues): Plan
  readResponse?(response: HttpResponse, itemCount: number): readonly Outcome[] | undefined
  create?(
    list: { id: string; name: string; unitKind?: string },
    settings: SettingValues,
  ): HttpRequest
  find?(listId: string, settings: SettingValues): HttpRequest
  /** The list's id in the answer to `create` or `find`, or undefined if it does not exist. */
  readListId?(response: HttpResponse): string | undefined
  /** Asks how many ids a list holds; undefined where the platform does not tell. */
  count?(listId: string, settings: SettingValues): HttpRequest | undefined
  readCount?(response: HttpResponse): number | undefined
  /** The members, a page a request; `cursor` is what the last page returned. */
  members?(listId: string, cursor: string | undefined, settings: SettingValues): HttpRequest
  readMembers?(response: HttpResponse): { ids: string[]; cursor?: string }
}

export interface ListDelta {
  listId: string
  listName?: string
  unitKind?: string
  changes: readonly { id: string; member: boolean }[]
}

// ---------------------------------------------------------------- browser

/**
 * An SDK in the page, as a stream of what it evaluated. One file, `browser.ts`, for each platform.
 * It translates; whether an evaluation is an exposure is decided in one place, by the plugin.
 * @returns the way to stop. Where the SDK has none, the plugin stops listening.
 */
export type BrowserAdapter = (
  hear: (platform: string, evaluation: BrowserEvaluation) => void,
  tap: Tap,
  // biome-ignore lint/suspicious/noConfusingVoidType: an adapter that ends without a word returns void
) => (() => void) | void

/** Calls `listener` after each call of a method, with its result and arguments; returns the way back. */
export type Tap = (
  // biome-ignore lint/suspicious/noExplicitAny: any object, any method: the adapter says what it gets
  target: any,
  method: string,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  listener: (result: any, ...args: any[]) => void,
) => () => void

/** What an SDK says about an evaluation. The first fact that holds is why it is no exposure. */
export interface BrowserEvaluation {
  /** Switched off: `DISABLED`. */
  isOff?: boolean
  /** The SDK had an answer, and the unit is not in the experiment: `NOT_ENROLLED`. */
  isOutside?: boolean
  /** A preview or an override: `TEST`. */
  isTest?: boolean
  /** A flag, not an experiment. */
  isFlag?: boolean
  experimentId: string
  experimentName?: string
  /** None where the SDK had no answer, and the page shows its own default: `FALLBACK`. */
  variationId: string | number | boolean | null | undefined
  variationName?: string | null
  version?: string | number
  /**
   * The bucketed unit's id by its kind; of several the first that has an id. If none has, there is no
   * exposure: `NO_UNIT`. Without any, it is the visitor, by Segment's anonymous id.
   */
  units?: Readonly<Record<string, string | number | null | undefined>>
  /** When it was evaluated; now, if the SDK does not say. */
  timeMs?: number
  /** The Segment call that the vendor documents for it. */
  native?: NativeTrack
}

/** The first arguments of `analytics.track`. */
export type NativeTrack = [event: string, properties: Record<string, unknown>]
