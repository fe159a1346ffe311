/** The settings of a source function that decide what goes on and as whom: read, and tried in earnest. */
import { Hono } from 'hono'
import { ExperimentsError } from '../../platforms/experiments-error'
import { isRecord } from '../../platforms/is-record'
import { readSettings } from '../../source-function/read-settings'
import type { FunctionSources } from '../functions/function-sources'
import { type Answer, readJson } from './answer'

/** Never the secrets. */
const CHANGEABLE = ['include', 'exclude', 'environments', 'identityMapping', 'eventForm'] as const

export function createSettingsApi(functions: FunctionSources, answer: Answer): Hono {
  const app = new Hono()
  const current = (sourceId: string) => changeable(functions.settingsOf(sourceId))
  app.get('/settings/:sourceId', (c) => answer(c, { settings: current(c.req.param('sourceId')) }))
  app.post('/settings/:sourceId', async (c) => {
    const sourceId = c.req.param('sourceId')
    const body = await readJson(c)
    if (!isRecord(body) || !isRecord(body.settings)) {
      return answer(c, { message: '"settings" is missing' }, 400)
    }
    const unknown = Object.keys(body.settings).filter((key) => !isChangeable(key))
    if (unknown.length > 0) {
      return answer(c, { message: `${unknown.join(', ')}: only ${CHANGEABLE.join(', ')}` }, 400)
    }
    try {
      readSettings(body.settings)
    } catch (error) {
      if (!(error instanceof ExperimentsError)) throw error
      return answer(c, { message: error.message }, 400)
    }
    return functions.changeSettings(sourceId, body.settings)
      ? answer(c, { settings: current(sourceId) })
      : answer(c, { message: 'No such source function' }, 404)
  })
  return app
}

function changeable(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => isChangeable(key)))
}

function isChangeable(key: string): boolean {
  return CHANGEABLE.some((each) => each === key)
}
