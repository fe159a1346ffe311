/** Sends each exposure once, and keeps what Segment has not accepted for the next page. */
import type { Exposure } from '../platforms/exposure'
import type { BrowserEvaluation } from '../platforms/platform'
import type { AnalyticsInstance, EventContext } from './analytics'
import { anyCategory, type Consent } from './consent'
import type { Counters, ExperimentsOptions } from './options'
import { type SegmentCall, segmentCalls } from './segment-calls'
import type { Sighting, Sightings } from './sighting'
import { attempt, openStorage } from './storage'

/** What names itself a crawler; Cubot is a make of telephones. */
const CRAWLER = /[^u]bot\b|spider/i

export interface Exposures {
  /** What an SDK evaluated, or what the page says it shows. */
  hear(evaluation: BrowserEvaluation, platform?: string): void
  /** Analytics has initialised, and has not yet sent the calls that it buffered. */
  start(instance: AnalyticsInstance): void
  /** An event passes. Returns what it may be enriched with. */
  pass(ctx: EventContext): Sightings
  /** The page may be going away: what is not accepted yet waits in storage. */
  persist(): void
  /** The visitor logged out: the next one inherits nothing. */
  reset(): void
}

export function createExposures(options: ExperimentsOptions, counters: Counters): Exposures {
  const { frequency, consent = anyCategory, messageIdScope = '' } = options
  const prefix = `segment-experiments${messageIdScope}:`
  const pendingPrefix = `${prefix}?`
  /** Heard and neither accepted nor dropped, with the calls that are in the hands of analytics. */
  const open = new Map<Sighting, readonly SegmentCall[] | undefined>()
  let seen: Record<string, Sighting> = {}
  let analytics: AnalyticsInstance | undefined
  let visitor = ''
  let mirror: string | undefined
  let granted = !options.consent
  /** One entry for each sighting, so that tabs never overwrite each other's. */
  let storage = openStorage()

  const store = (key: string, sighting: Sighting) =>
    attempt(() => {
      storage[key] = JSON.stringify(sighting)
    })

  const stored = (key: string) => attempt<Sighting>(() => JSON.parse(storage[key] as string))

  const storedKeys = () => Object.keys(storage).filter((key) => key.startsWith(prefix))

  const drop = (reason: keyof Counters['dropped'], sighting?: Sighting) => {
    counters.dropped[reason] = (counters.dropped[reason] ?? 0) + 1
    if (sighting) close(sighting)
  }

  const close = (sighting: Sighting) => {
    open.delete(sighting)
    if (sighting.stored) delete storage[sighting.stored]
  }

  const flush = () => {
    if (analytics && granted) {
      for (const [sighting, calls] of open) if (!calls) send(sighting, analytics)
    }
  }

  /** Asking analytics costs a dozen cookie accesses, so it is asked when its own mirror changes. */
  const currentVisitor = (instance: AnalyticsInstance) => {
    const now = storage.ajs_anonymous_id
    if (!now || now !== mirror) visitor = instance.user().anonymousId() ?? ''
    mirror = now
    return visitor
  }

  const send = (sighting: Sighting, instance: AnalyticsInstance) => {
    const current = currentVisitor(instance)
    sighting.visitor ??= current
    // Analytics would put the user of now on the event of a visitor who has left.
    if (sighting.visitor !== current && instance.user().id()) {
      drop('NO_UNIT', sighting)
      return
    }
    sighting.unit ??= { kind: 'anonymous', id: sighting.visitor }
    // One tab until it is closed, reloads included.
    if (frequency === 'session')
      sighting.session = attempt(() => (sessionStorage[prefix] ||= `${Date.now()}`))
    const key = prefix + JSON.stringify([sighting.platform, sighting.unit, sighting.experimentId])
    // Another tab may have sent it meanwhile.
    const last = seen[key] ?? stored(key)
    const hasChanged = last && last.variationId !== sighting.variationId
    const isNew =
      !last || hasChanged || last.version !== sighting.version || last.visitor !== sighting.visitor
    const isDue = isNew || frequency === 'every' || last.session !== sighting.session
    if (!isDue && last !== sighting) {
      drop('DUPLICATE', sighting)
      return
    }
    sighting.first ??= isNew
    if (hasChanged) {
      sighting.changed = true
      counters.conflicts++
    }
    counters.sent++
    seen = { ...seen, [key]: sighting }
    const calls = segmentCalls(sighting as Sighting & Exposure, options)
    open.set(sighting, calls)
    // Never awaited in a hook: one that waits for another event stops the whole queue.
    Promise.all(calls.map((call) => instance.track(...call))).then((sent) => {
      // Otherwise a hook has taken it back.
      if (open.get(sighting) === calls) settle(sent, sighting, key)
    })
  }

  const settle = (sent: readonly EventContext[], sighting: Sighting, key: string) => {
    if (sent.some((ctx) => ctx.failedDelivery())) {
      // Nobody's: the next evaluation is new.
      sighting.visitor = ''
      drop('REFUSED', sighting)
    } else if (sent.every(wasAccepted)) {
      counters.accepted++
      store(key, { ...sighting, native: undefined })
      close(sighting)
    } else {
      const again = () => {
        open.set(sighting, undefined)
        flush()
      }
      addEventListener('online', again, { once: true })
    }
  }

  /** A predicate that cannot cope has not said yes. */
  const ask = (context: object = {}): Consent =>
    attempt(() => consent(context as Record<string, unknown>)) ?? false

  /** Removes everything stored but what begins with `keep`. */
  const forget = (keep: string) => {
    seen = {}
    for (const key of storedKeys()) if (!key.startsWith(keep)) delete storage[key]
  }

  return {
    reset() {
      forget(pendingPrefix)
      // Who has not agreed until leaving never will.
      for (const [sighting, calls] of open) if (!calls) drop('NO_CONSENT', sighting)
    },
    hear(evaluation, platform = 'page') {
      counters.seen++
      if ('drop' in evaluation) drop(evaluation.drop)
      else if (CRAWLER.test(navigator.userAgent)) drop('BOT')
      else if (evaluation.isTest && !options.includeTests) drop('TEST')
      else if (evaluation.unit && !evaluation.unit.id) drop('NO_UNIT')
      else {
        const { kind = 'experiment', timeMs = Date.now() } = evaluation
        open.set({ platform, ...evaluation, kind, timeMs } as Sighting, undefined)
        flush()
      }
    },
    start(instance) {
      analytics = instance
      if (instance.options?.disableClientPersistence) storage = {}
      for (const key of storedKeys()) {
        const sighting = stored(key)
        // What is stored was stored with consent.
        granted = true
        if (!sighting) delete storage[key]
        else if (key.startsWith(pendingPrefix)) open.set(sighting, undefined)
        else seen[key] = sighting
      }
      granted ||= ask() === true
      flush()
    },
    pass(ctx) {
      const { event } = ctx
      const answer = ask(event.context)
      let own: Sighting | undefined
      for (const [sighting, calls] of open) {
        if (calls?.some(([, , { messageId }]) => messageId === event.messageId)) own = sighting
      }
      if (own && answer === true) {
        // Not through `options.anonymousId`, which would rewrite the visitor's cookie.
        event.anonymousId = own.visitor
        return {}
      }
      if (granted && answer !== true) forget('-')
      granted = answer === true
      for (const sighting of granted ? [] : open.keys()) {
        open.set(sighting, undefined)
        if (answer) drop('NO_CONSENT', sighting)
      }
      if (own) cancel(ctx)
      flush()
      return seen
    },
    persist() {
      for (const sighting of granted ? open.keys() : []) {
        if (!sighting.stored) {
          sighting.stored = pendingPrefix + Math.random()
          store(sighting.stored, sighting)
        }
      }
    },
  }
}

/** analytics-next resolves when it has tried: it keeps what failed for later, and says so in the log. */
function wasAccepted(ctx: EventContext): boolean {
  return navigator.onLine && !ctx.logs().some(({ message }) => message === 'Error sending event')
}

/** An enrichment hook can only stop an event with this kind of cancellation. */
function cancel(ctx: EventContext): never {
  try {
    return ctx.cancel()
  } catch (cancellation) {
    throw Object.assign(cancellation as object, { type: 'middleware_cancellation', retry: false })
  }
}
