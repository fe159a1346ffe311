/** What every face must make of an upstream that fails: shared by the tests of all platforms. */
import type { SegmentEvent } from '@segment/actions-core'
import type { Platform } from '../../platforms/platform'
import type { SettingValues } from '../../platforms/setting'
import { driveDestination } from './drive-destination'
import { type Answer, type FakePlatform, startFakePlatform } from './fake-platform'

export interface FaceUnderTest {
  platform: Platform
  settings: SettingValues
  action: string
  /** A good event; each index is another unit. */
  event(index: number): SegmentEvent
}

const TABLE: { upstream: string; answer: Answer; status: number; message: string | RegExp }[] = [
  {
    upstream: '429 with Retry-After',
    answer: { status: 429, headers: { 'retry-after': '7' } },
    status: 429,
    message: '[RATE_LIMITED] Retry after 7 s.',
  },
  {
    upstream: '429 without Retry-After',
    answer: { status: 429 },
    status: 429,
    message: '[RATE_LIMITED]',
  },
  {
    upstream: '500',
    answer: { status: 500 },
    status: 500,
    message: '[UPSTREAM_BUSY] status 500',
  },
  {
    upstream: '408',
    answer: { status: 408 },
    status: 408,
    message: '[UPSTREAM_BUSY] status 408',
  },
  {
    upstream: 'a connection reset',
    answer: 'reset',
    status: 503,
    message: '[CONNECTION] No connection to the platform.',
  },
  {
    upstream: 'a time-out',
    answer: 'hang',
    status: 408,
    message: '[UPSTREAM_TIMEOUT] No answer in time.',
  },
  {
    upstream: '401',
    answer: { status: 401 },
    status: 401,
    message: '[UNAUTHORIZED] The platform refused the key. Check the setting.',
  },
  {
    upstream: '400',
    answer: { status: 400 },
    status: 400,
    message: '[REFUSED] The platform answered 400.',
  },
]

export function describeFailingUpstream(face: FaceUnderTest): void {
  describe('an upstream that answers', () => {
    let api: FakePlatform
    beforeEach(async () => {
      api = await startFakePlatform()
    })
    afterEach(() => api.close())
    // Only who never answers is not waited for as long as in production.
    const drive = (answer: Answer) => {
      api.answer = () => answer
      const settings = { ...face.settings, host: api.url }
      return driveDestination(face.platform, settings, answer === 'hang' ? 300 : undefined)
    }

    it.each(TABLE)('$upstream: each event of the batch says so', async (row) => {
      const nodes = await drive(row.answer).batch(face.action, [face.event(1), face.event(2)])
      const node = { status: row.status, errormessage: row.message }
      expect(nodes).toEqual([node, node])
    })

    it.each(TABLE)('$upstream: a single event throws the same', async (row) => {
      await expect(drive(row.answer).single(face.action, face.event(1))).rejects.toMatchObject({
        status: row.status,
        message: row.message,
      })
    })
  })
}
