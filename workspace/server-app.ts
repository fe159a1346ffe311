/** The workspace over HTTP: webhooks, Tracking API, stand-in platforms, API and page. */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { type ApiContext, createApi } from './api/api'
import { refuseForeign } from './api/refuse-foreign'
import { createFunctionEndpoint, type FunctionContext } from './functions/function-endpoint'
import { createPage } from './page/create-page'
import { createCountersEndpoint } from './plugin-page/counters-endpoint'
import { createPluginPage } from './plugin-page/create-plugin-page'
import { createStandInEndpoint } from './stand-ins/stand-in-endpoint'
import type { StandInPlatforms } from './stand-ins/stand-in-platforms'
import { createAnalyticsJs } from './tracking/analytics-js'
import { createTrackingApi } from './tracking/tracking-api'

export type ServerContext = ApiContext & FunctionContext & { platforms: StandInPlatforms }

export function createServerApp(context: ServerContext): Hono<{ Bindings: HttpBindings }> {
  const { platforms, store } = context
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.route('/fn', createFunctionEndpoint(context))
  app.route('/v1', createTrackingApi(context))
  app.route(
    '/stand-in',
    createStandInEndpoint(platforms.handlers, platforms.faults, platforms.answered, store),
  )
  app.route('/', createAnalyticsJs())
  app.route('/', createCountersEndpoint(context.pluginCounters))
  app.use('*', refuseForeign)
  app.route('/api', createApi(context))
  app.route('/', createPluginPage())
  app.route('/', createPage())
  return app
}
