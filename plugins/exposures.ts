/** Sends each exposure once, and keeps what Segment has not accepted for the next page. */
import type { Exposure } from '../platforms/exposure'
import type { BrowserAdapter, BrowserEvaluation } from '../platforms/platform'
import type { AnalyticsInstance, EventContext } from './analytics'
import { anyCategory, type Consent } from './consent'
import type { Counters, ExperimentsOptions } from './options'
import { segmentCalls } from './segment-calls'
import type { Sighting, Sightings } from './sighting'
import { attempt, entriesOf, readEntry, removeEntry, writeEntry } from './storage'

/** What names itself a crawler; Cubot is a make of telephones. */
const CRAWLER = /[^u]bot\b|crawl|spider/i

export interface Exposures {
  /** What an SDK evaluated, or what the page says it shows. */
  hear(evaluation: BrowserEvaluation, adapter?: BrowserAdapter): void
  /** Analytics has initialised, and has not yet sent the calls that it buffered. */
  start(instance: AnalyticsInstance): void
  /** An event passes. Returns what it may be enriched with. */
  pass(ctx: EventContext): Sightings
  /** The page may be going away: what is not accepted yet waits in storage. */
  persist(): void
  /** The visitor logged out, or takes back the consent: nothing is inherited. */
  forget(): void
}

export function createExposures(options: ExperimentsOptions, counters: Counters): Exposures {
  const { frequency, consent = anyCategory, messageIdScope = '' } = options
  const prefix = `segment-experiments${messageIdScope}:`
  const pendingPrefix = `${prefix}?`
  /** Heard and neither accepted nor dropped; true while it is in the hands of analytics. */
  const open = new Map<Sighting, boolean>()
  /** In the hands of analytics, by message id. */
  const inFlight = new Map<string | undefined, Sighting>()
  let seen: Sightings = {}
  let analytics: AnalyticsInstance | undefined
  let visitor: string | undefined
  let mirror: string | undefined
  let granted = !options.consent
  let mayStore = true

  const drop = (reason: keyof Counters['dropped'], sighting?: Sighting) => {
    counters.dropped[reason] = (counters.dropped[reason] ?? 0) + 1
    if (sighting) close(sighting)
  }

  const close = (sighting: Sighting) => {
    open.delete(sighting)
    if (sighting.stored) removeEntry(sighting.stored)
  }

  const flush = () => {
    if (analytics && granted) for (const [sighting, sent] of open) if (!sent) send(sighting)
  }

  /** Asking analytics costs a dozen cookie accesses, so it is asked when its own mirror changes. */
  const currentVisitor = () => {
    const now = attempt<string>(() => localStorage.ajs_anonymous_id)
    if (!now || now !== mirror) visitor = analytics?.user().anonymousId() ?? ''
    mirror = now
    return visitor
  }

  const send = (sighting: Sighting) => {
    const { platform, experimentId, variationId, version } = sighting
    sighting.visitor ??= currentVisitor()
    sighting.unit ??= { kind: 'anonymous', id: sighting.visitor ?? '' }
    if (frequency === 'session') sighting.session = sessionId()
    const key = prefix + JSON.stringify([platform, sighting.unit, experimentId])
    // Another tab may have sent it meanwhile.
    const last = seen[key] ?? (mayStore ? readEntry<Sighting>(key) : undefined)
    const isNew =
      last?.variationId !== variationId ||
      last.version !== version ||
      last.visitor !== sighting.visitor
    const isDue = isNew || frequency === 'every' || last.session !== sighting.session
    if (!isDue && last !== sighting) {
      drop('DUPLICATE', sighting)
      return
    }
    sighting.first ??= isNew
    sighting.changed ??= last && last.variationId !== variationId
    if (sighting.changed) counters.conflicts++
    counters.sent++
    seen = { ...seen, [key]: sighting }
    open.set(sighting, true)
    emit(sighting as Sighting & Exposure, key)
  }

  /** Never awaited: a hook that waits for another event stops the whole queue. */
  const emit = (sighting: Sighting & Exposure, key: string) => {
    const timestamp = new Date(sighting.timeMs)
    for (const { event, properties, messageId } of segmentCalls(sighting, options)) {
      inFlight.set(messageId, sighting)
      analytics?.track(event, properties, { messageId, timestamp }).then((ctx) => {
        inFlight.delete(messageId)
        // Not if the hook has taken it back, or its other form is still on its way.
        if (open.get(sighting) && ![...inFlight.values()].includes(sighting)) {
          settle(ctx, sighting, key)
        }
      })
    }
  }

  const settle = (ctx: EventContext, sighting: Sighting, key: string) => {
    if (ctx.failedDelivery()) {
      const { [key]: _refused, ...others } = seen
      seen = others
      drop('REFUSED', sighting)
    } else if (wasAccepted(ctx)) {
      counters.accepted++
      if (mayStore) writeEntry(key, { ...sighting, native: undefined })
      close(sighting)
    } else {
      addEventListener(
        'online',
        () => {
          open.set(sighting, false)
          flush()
        },
        { once: true },
      )
    }
  }

  const ask = (context?: object): Consent => attempt(() => consent({ ...context })) ?? false

  /** What the visitor allows now. */
  const decide = (answer: Consent) => {
    if (granted && answer !== true) forget()
    granted = answer === true
    for (const sighting of granted ? [] : open.keys()) {
      open.set(sighting, false)
      if (answer) drop('NO_CONSENT', sighting)
    }
    flush()
  }

  const forget = () => {
    seen = {}
    for (const key of entriesOf(prefix)) if (!key.startsWith(pendingPrefix)) removeEntry(key)
  }

  return {
    forget,
    hear(evaluation, adapter) {
      const { isBot = () => CRAWLER.test(navigator.userAgent), includeTests } = options
      counters.seen++
      if ('drop' in evaluation) drop(evaluation.drop)
      else if (isBot()) drop('BOT')
      else if (evaluation.isTest && !includeTests) drop('TEST')
      else {
        const { kind = 'experiment', timeMs = Date.now() } = evaluation
        const sighting = { platform: adapter?.platform ?? 'manual', ...evaluation, kind, timeMs }
        open.set({ ...sighting, native: adapter?.native?.(sighting) }, false)
        flush()
      }
    },
    start(instance) {
      analytics = instance
      mayStore = !instance.options?.disableClientPersistence
      for (const key of entriesOf(prefix)) {
        const sighting = readEntry<Sighting>(key)
        if (!sighting || !mayStore) removeEntry(key)
        else if (key.startsWith(pendingPrefix)) open.set(sighting, false)
        else seen = { ...seen, [key]: sighting }
        // What is stored was stored with consent.
        granted = true
      }
      granted ||= ask() === true
      flush()
    },
    pass(ctx) {
      const { event } = ctx
      const answer = ask(event.context)
      const own = inFlight.get(event.messageId)
      if (!own || answer !== true) decide(answer)
      if (!own) return granted ? seen : {}
      if (answer !== true) cancel(ctx)
      // Not through `options.anonymousId`, which would rewrite the visitor's cookie.
      event.anonymousId = own.visitor
      return {}
    },
    persist() {
      for (const sighting of mayStore && granted ? open.keys() : []) {
        if (!sighting.stored) {
          const { platform, experimentId, timeMs } = sighting
          sighting.stored = pendingPrefix + JSON.stringify([platform, experimentId, timeMs])
          writeEntry(sighting.stored, sighting)
        }
      }
    },
  }
}

/** One tab until it is closed, reloads included. */
function sessionId(): number | undefined {
  return attempt(() => (sessionStorage['segment-experiments'] ??= Date.now()))
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
