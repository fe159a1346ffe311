/** A page on which exposures are made by hand, with or without a consent wrapper. */
import type { Browser } from 'playwright-core'
import type { ExposeInput } from '../../plugins'
import { useAdapterPage } from './use-adapter-page'

/** `preferences` are what a consent wrapper would stamp on every event. */
const CODE = `
  rig.open = function (options) {
    const { preferences, consentTo, refuse, load, ...rest } = options
    window.preferences = preferences
    const consent = ({ consent }) =>
      consent?.categoryPreferences?.[consentTo] === true || (consent && refuse) || false
    this.xp = experiments(consentTo ? { ...rest, consent } : rest)
    this.analytics = AnalyticsBrowser.load({ writeKey: 'wk', cdnURL: location.origin }, load)
    this.analytics.register(this.xp)
    if (preferences) {
      this.analytics.addSourceMiddleware(({ payload, next }) => {
        payload.obj.context = {
          ...payload.obj.context, consent: { categoryPreferences: window.preferences },
        }
        next(payload)
      })
    }
  }
  rig.start = () => {}
  rig.evaluate = (exposure) => rig.xp.expose(exposure)
`

/** What the page's own script has at hand. */
export interface PluginWindow {
  rig: {
    open(options: object): void
    analytics: {
      track(event: string, properties?: object, options?: object): Promise<unknown>
      page(name?: string): Promise<unknown>
      identify(id: string, traits?: object): Promise<unknown>
      group(id: string): Promise<unknown>
      reset(): void
    }
    xp: { expose(exposure: object): void }
  }
  preferences: Record<string, boolean>
}

export const A: ExposeInput = { experimentId: 'exp_1', variationId: 'a' }
export const B: ExposeInput = { experimentId: 'exp_1', variationId: 'b' }

export function usePluginPage(launch: () => Promise<Browser>) {
  const rig = useAdapterPage(launch, CODE)
  const views = () => rig.collector().events('Experiment Viewed')
  return {
    rig,
    start: (options: object = {}) => rig.start(options),
    expose: (exposure: object = A) => rig.evaluate(exposure),
    track: (event: string, properties?: object, options?: object) =>
      rig.page().evaluate(
        async ([name, given, more]) => {
          await (window as unknown as PluginWindow).rig.analytics.track(name, given, more)
        },
        [event, properties, options] as const,
      ),
    call: (method: 'page' | 'identify' | 'group', argument: string) =>
      rig.page().evaluate(
        async ([name, given]) => {
          await (window as unknown as PluginWindow).rig.analytics[name](given)
        },
        [method, argument] as const,
      ),
    reset: () =>
      rig.page().evaluate(() => (window as unknown as PluginWindow).rig.analytics.reset()),
    prefer: (preferences: Record<string, boolean>) =>
      rig.page().evaluate((given) => {
        ;(window as unknown as PluginWindow).preferences = given
      }, preferences),
    views,
    sentEvent: (event: string) => rig.collector().events(event)[0],
    /** The plugin's keys in localStorage. */
    stored: () =>
      rig
        .page()
        .evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('segment-exp'))),
    async reload() {
      await rig.page().reload()
    },
  }
}
