import { Destination, type SegmentEvent } from '@segment/actions-core'
import type { SettingValues } from '../platforms/setting'
import { statsig } from '../platforms/statsig'
import { defineDestination } from './define-destination'
import { openApiProblems } from './testing/contracts'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'

const PERSONAS = { computation_id: 'aud_1', computation_key: 'big_spenders', namespace: 'spa_1' }
const list = (id: string) => ({ message: 'ok', data: { id, type: 'id_list', count: 0 } })
let api: FakePlatform
let destination: Destination<SettingValues>

beforeEach(async () => {
  api = await startFakePlatform()
  destination = new Destination(defineDestination(statsig))
})
afterEach(async () => {
  await api.close()
  expect(openApiProblems(['statsig-console-segments.openapi.json'], api.requests)).toEqual([])
})

const settings = () => ({ consoleKey: 'console-1', host: api.url })
const create = (audienceSettings?: SegmentEvent['properties']) =>
  destination.createAudience({
    settings: settings(),
    audienceName: 'Big spenders',
    personas: PERSONAS,
    audienceSettings: audienceSettings as never,
  })

it('makes a list named after the audience, of the kind of unit that its settings say', async () => {
  api.answer = () => ({ status: 201, body: list('big_spenders') })
  expect(await create({ unitKind: 'companyID' })).toEqual({ externalId: 'big_spenders' })
  expect(api.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
    {
      method: 'POST',
      path: '/console/v1/segments',
      body: {
        name: 'Big spenders',
        id: 'big_spenders',
        type: 'id_list',
        idType: 'companyID',
        description: 'Segment audience',
      },
    },
  ])
})

it('finds the list that is there already, because Segment may ask twice', async () => {
  api.answer = ({ method }) =>
    method === 'POST'
      ? { status: 400, body: { message: 'exists' } }
      : { status: 200, body: list('big_spenders') }
  expect(await create()).toEqual({ externalId: 'big_spenders' })
  expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /console/v1/segments',
    'GET /console/v1/segments/big_spenders',
  ])
})

it('says why a list was not made', async () => {
  api.answer = ({ method }) => ({ status: method === 'POST' ? 401 : 404 })
  await expect(create()).rejects.toMatchObject({
    status: 401,
    message:
      'The list was not created. [UNAUTHORIZED] The platform refused the key. Check the setting.',
  })
})

it('asks Segment to come again when the platform is busy', async () => {
  api.answer = () => ({ status: 503 })
  await expect(create()).rejects.toMatchObject({ status: 503 })
})

it('finds a list that exists and names one that was deleted', async () => {
  const find = () => destination.getAudience({ settings: settings(), externalId: 'big_spenders' })
  api.answer = () => ({ status: 200, body: list('big_spenders') })
  expect(await find()).toEqual({ externalId: 'big_spenders' })
  api.answer = () => ({ status: 404 })
  await expect(find()).rejects.toMatchObject({
    status: 404,
    message: 'The list is not there. [NOT_FOUND] The platform does not know it.',
  })
})
