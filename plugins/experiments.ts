/**
 * The analytics.js plugin: hears the experimentation SDKs of a page, sends each exposure once, and
 * puts the variation on the business events.
 */
import type { BrowserAdapter } from '../platforms/platform'
import type { AnalyticsInstance, EventContext, Registrar } from './analytics'
import { createEnrichment } from './enrichment'
import { createExposures } from './exposures'
import type { Counters, ExperimentsOptions, ExposeInput } from './options'
import { tap } from './tap'

/** How often the page is asked whether Segment has appeared. */
const LOOK_AGAIN_MS = 100

type Hook = <C extends EventContext>(ctx: C) => C

/** A plain analytics-next plugin, and the ways to feed it. */
export interface ExperimentsPlugin {
  name: string
  type: 'enrichment'
  isLoaded(): boolean
  load(ctx: unknown, instance: AnalyticsInstance): Promise<void>
  track: Hook
  page: Hook
  identify: Hook
  group: Hook
  /** Hears an SDK; returns the way to stop. */
  watch(adapter: BrowserAdapter): () => void
  /** An exposure by hand. */
  expose(exposure: ExposeInput): void
  /** Registers the plugin on the page's Segment: loaded, a stub, or still to come. */
  attach(target?: Registrar): ExperimentsPlugin
  counters(): Counters
}

export function experiments(options: ExperimentsOptions = {}): ExperimentsPlugin {
  const counters: Counters = {
    seen: 0,
    sent: 0,
    accepted: 0,
    dropped: {},
    conflicts: 0,
    capped: 0,
  }
  const exposures = createExposures(options, counters)
  const enrich = options.enrich && createEnrichment(options.enrich, counters)
  const hook: Hook = (ctx) => {
    const seen = exposures.pass(ctx)
    if (enrich) enrich(ctx.event, seen)
    return ctx
  }
  const plugin: ExperimentsPlugin = {
    name: 'segment-experiments',
    type: 'enrichment',
    isLoaded: () => true,
    // Analytics sends nothing until this resolves, and waits for ever.
    load(_ctx, instance) {
      const start = () => exposures.start(instance)
      instance.on('reset', exposures.reset)
      if (instance.initialized) start()
      else instance.once('initialize', start)
      return Promise.resolve()
    },
    track: hook,
    page: hook,
    identify: hook,
    group: hook,
    watch(adapter) {
      let isOn = true
      const stop = adapter((platform, evaluation) => {
        if (isOn) exposures.hear(platform, evaluation)
      }, tap)
      return () => {
        isOn = false
        stop?.()
      }
    },
    expose: (exposure) => exposures.hear('page', exposure),
    attach(target = (window as unknown as { analytics?: Registrar }).analytics) {
      if (!target) setTimeout(plugin.attach, LOOK_AGAIN_MS)
      // The array of older snippets (4.15) has no `register`, but plays back any call that is pushed.
      else if (target.register) target.register(plugin)
      else target.push?.(['register', plugin])
      return plugin
    },
    counters: () => JSON.parse(JSON.stringify(counters)),
  }
  return plugin
}
