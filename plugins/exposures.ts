/** Sends each exposure once, and keeps what Segment has not accepted for the next page. */
import type { Exposure } from '../platforms/exposure'
import type { AnalyticsInstance, EventContext } from './analytics'
import { anyCategory, type Consent } from './consent'
import type { Counters, ExperimentsOptions } from './options'
import { segmentCalls } from './segment-calls'
import type { Sighting, Sightings } from './sighting'
import { type Heard, sightingOf } from './sighting-of'
import { attempt, openStorage } from './storage'

export interface Exposures {
  /** What an SDK evaluated, or what the page says it shows. */
  hear(platform: string, heard: Heard): void
  /** Analytics has initialised, and has not yet sent the calls that it buffered. */
  start(instance: AnalyticsInstance): void
  /** An event passes. Returns what it may be enriched with. */
  pass(ctx: EventContext): Sightings
  /** The visitor logged out: the next one inherits nothing. */
  reset(): void
}

export function createExposures(options: ExperimentsOptions, counters: Counters): Exposures {
  const { frequency, consent = anyCategory, messageIdScope = '' } = options
  const prefix = `segment-experiments${messageIdScope}:`
  const waitingPrefix = `${prefix}?`
  /** Heard, and neither accepted nor dropped. */
  let open: Sighting[] = []
  let seen: Record<string, Sighting> = {}
  let analytics: AnalyticsInstance
  let visitor = ''
  let mirror: string | undefined
  let granted = !options.consent
  /** One entry for each sighting, so that tabs never overwrite each other's. */
  let storage = openStorage()

  const read = (key: string) => attempt<Sighting>(() => JSON.parse(storage[key] as string))

  const write = (key: string, sighting: Sighting) =>
    attempt(() => {
      storage[key] = JSON.stringify({ ...sighting, calls: undefined, key: undefined })
    })

  const storedKeys = () => Object.keys(storage).filter((key) => !key.indexOf(prefix))

  /** Removes everything stored but what begins with `keep`. */
  const forget = (keep: string) => {
    seen = {}
    storedKeys().forEach((key) => {
      if (key.indexOf(keep)) delete storage[key]
    })
  }

  const close = (item: Sighting) => {
    open = open.filter((other) => other !== item)
    delete storage[item.key]
  }

  const drop = (reason: keyof Counters['dropped'], item?: Sighting) => {
    counters.dropped[reason] = (counters.dropped[reason] ?? 0) + 1
    if (item) close(item)
  }

  /** Asking analytics costs a dozen cookie accesses, so it is asked when its own mirror changes. */
  const currentVisitor = () => {
    const now = storage.ajs_anonymous_id
    if (!now || now !== mirror) visitor = analytics.user().anonymousId() ?? ''
    mirror = now
    return visitor
  }

  const flush = () => {
    open.forEach((item) => {
      if (analytics && granted && !item.calls) send(item)
    })
  }

  const send = (sighting: Sighting) => {
    const current = currentVisitor()
    sighting.visitor ??= current
    // Analytics would put the user of now on the event of a visitor who has left.
    if (sighting.visitor !== current && analytics.user().id()) return drop('NO_UNIT', sighting)
    sighting.unit ??= { kind: 'anonymous', id: sighting.visitor }
    // One tab until it is closed, reloads included.
    if (frequency === 'session')
      sighting.session = attempt(() => (sessionStorage[prefix] ||= `${Date.now()}`))
    const key = prefix + JSON.stringify([sighting.platform, sighting.unit, sighting.experimentId])
    // Another tab may have sent it meanwhile.
    const last = seen[key] ?? read(key)
    const hasChanged = last && last.variationId !== sighting.variationId
    const isNew =
      !last || hasChanged || last.version !== sighting.version || last.visitor !== sighting.visitor
    const isDue = isNew || frequency === 'every' || last.session !== sighting.session
    if (!isDue && last !== sighting) return drop('DUPLICATE', sighting)
    sighting.view ??= { first: isNew, changed: hasChanged || undefined }
    if (hasChanged) counters.conflicts++
    seen = { ...seen, [key]: sighting }
    report(sighting, key)
  }

  const report = (sighting: Sighting, key: string) => {
    const calls = segmentCalls(sighting as Sighting & Exposure, options)
    sighting.calls = calls
    counters.sent++
    // Never awaited in a hook: one that waits for another event stops the whole queue.
    Promise.all(calls.map((call) => analytics.track(...call))).then((sent) => {
      // Otherwise a hook has taken it back.
      if (sighting.calls !== calls) return
      if (sent.some((ctx) => ctx.failedDelivery())) {
        // Nobody's: the next evaluation is new.
        sighting.visitor = ''
        drop('REFUSED', sighting)
      } else if (sent.every(wasAccepted)) {
        counters.accepted++
        write(key, { ...sighting, native: undefined })
        close(sighting)
      }
    })
  }

  /** A predicate that cannot cope has not said yes. */
  const ask = (context: object = {}): Consent =>
    attempt(() => consent(context as Record<string, unknown>)) ?? false

  /** The page may be going away: what is not accepted yet waits in storage. */
  const persist = () => {
    if (granted) {
      open.forEach((item) => {
        write(item.key, item)
      })
    }
  }

  const takeBack = () => {
    open.forEach((item) => {
      item.calls = undefined
    })
  }

  // On a server there is no page to leave.
  attempt(() => {
    addEventListener('pagehide', persist)
    // Analytics keeps what it could not send, and does not tell when it has: under its id it goes again.
    addEventListener('online', () => {
      takeBack()
      flush()
    })
  })

  return {
    reset() {
      forget(waitingPrefix)
      // Who has not agreed until leaving never will.
      open.forEach((item) => {
        if (!item.calls) drop('NO_CONSENT', item)
      })
    },
    hear(platform, heard) {
      // A server has no visitor: what it renders is seen, and reported, in the browser.
      if (typeof document === 'undefined') return
      counters.seen++
      const sighting = sightingOf(platform, heard, options.includeTests)
      if (typeof sighting === 'string') drop(sighting)
      else {
        open.push({ ...sighting, key: waitingPrefix + Math.random() })
        flush()
      }
    },
    start(instance) {
      analytics = instance
      if (instance.options?.disableClientPersistence) storage = {}
      storedKeys().forEach((key) => {
        const sighting = read(key)
        if (!sighting) return
        // What is stored was stored with consent.
        granted = true
        if (key.indexOf(waitingPrefix)) seen[key] = sighting
        else open.push({ ...sighting, key })
      })
      granted ||= ask() === true
      flush()
    },
    pass(ctx) {
      const { event } = ctx
      const answer = ask(event.context)
      const own = open.find((item) =>
        item.calls?.some((call) => call[2].messageId === event.messageId),
      )
      if (answer === true) {
        granted = true
        if (own) {
          // Not through `options.anonymousId`, which would rewrite the visitor's cookie.
          event.anonymousId = own.visitor
          return {}
        }
      } else {
        if (granted) forget('-')
        granted = false
        takeBack()
        open.forEach((item) => {
          if (answer) drop('NO_CONSENT', item)
        })
        // Nowhere, not even to Segment, and without an error that would hold up the queue.
        if (own) event.integrations = { All: false, 'Segment.io': false }
      }
      flush()
      return seen
    },
  }
}

/** analytics-next resolves when it has tried: it keeps what failed for later, and says so in the log. */
function wasAccepted(ctx: EventContext): boolean {
  return navigator.onLine && !ctx.logs().some(({ message }) => message === 'Error sending event')
}
