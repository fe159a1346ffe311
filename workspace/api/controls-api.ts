/** The ways to make things happen: faults, replay, test events, the host's mode. */
import { Hono } from 'hono'
import { isRecord } from '../../platforms/is-record'
import type { Controls } from '../controls'
import { type Answer, readJson } from './answer'
import { readFault } from './read-fault'

export function createControlsApi(controls: Controls, answer: Answer): Hono {
  const app = new Hono()
  app.post('/faults', async (c) => {
    const body = await readJson(c)
    const platform = isRecord(body) ? body.platform : undefined
    if (typeof platform !== 'string') return answer(c, { message: '"platform" is missing' }, 400)
    const fault = readFault(body)
    if (typeof fault === 'string') return answer(c, { message: fault }, 400)
    return controls.setFault(platform, fault)
      ? answer(c, { platform, fault: fault ?? null })
      : answer(c, { message: 'No such stand-in platform' }, 404)
  })
  app.post('/replay', async (c) => {
    const body = await readJson(c)
    if (!isRecord(body)) return answer(c, { message: 'A JSON object is needed' }, 400)
    const { requestId, eventIds } = body
    const replayed =
      typeof requestId === 'string'
        ? await controls.replayRequest(requestId)
        : Array.isArray(eventIds)
          ? await controls.replayEvents(eventIds.map(String))
          : '"requestId" or "eventIds" is missing'
    if (typeof replayed === 'string') return answer(c, { message: replayed }, 400)
    return replayed === undefined
      ? answer(c, { message: 'No such record' }, 404)
      : answer(c, replayed)
  })
  app.get('/test-events', (c) => answer(c, { items: controls.testEvents() }))
  app.post('/test-events', async (c) => {
    const body = await readJson(c)
    const { platform, name } = isRecord(body) ? body : {}
    const sent = await controls.sendTestEvent(String(platform), String(name))
    return sent === undefined ? answer(c, { message: 'No such test event' }, 404) : answer(c, sent)
  })
  app.post('/mode', async (c) => {
    const body = await readJson(c)
    const mode = isRecord(body) ? body.mode : undefined
    if (mode !== 'deployed' && mode !== 'tester') {
      return answer(c, { message: '"mode" must be deployed or tester' }, 400)
    }
    controls.setMode(mode)
    return answer(c, { mode })
  })
  app.post('/fixtures', async (c) => {
    const body = await readJson(c)
    const { requestId, eventId } = isRecord(body) ? body : {}
    const captured =
      typeof requestId === 'string'
        ? controls.captureRequest(requestId)
        : controls.captureEvent(String(eventId))
    return captured === undefined
      ? answer(c, { message: 'No such record' }, 404)
      : answer(c, captured)
  })
  return app
}
