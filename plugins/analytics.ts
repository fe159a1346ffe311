/**
 * The part of analytics-next that the plugin touches, by shape, so that neither a second copy of
 * analytics-next nor its types are needed to use the plugin.
 * https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/core/plugin/index.ts
 */
export interface SegmentEvent {
  type: string
  event?: string
  name?: string
  messageId?: string
  userId?: string | null
  anonymousId?: string | null
  context?: object
  integrations?: object
}

/** What a hook is given: one event on its way. */
export interface EventContext {
  event: SegmentEvent
  failedDelivery(): unknown
  logs(): readonly { message: string }[]
}

/** An initialised instance of analytics-next, as `load` receives it. */
export interface AnalyticsInstance {
  initialized?: boolean
  options?: { disableClientPersistence?: boolean }
  on(name: 'reset', listener: () => void): unknown
  once(name: 'initialize', listener: () => void): unknown
  track(event: string, properties: object, options: object): Promise<EventContext>
  user(): { id(): string | null | undefined; anonymousId(): string | null | undefined }
}

/** Whatever `analytics.register` may be called on: the npm class, an instance, the snippet's array. */
export interface Registrar {
  register?(plugin: unknown): unknown
  push?(call: readonly unknown[]): unknown
}
