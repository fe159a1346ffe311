import type { EndpointId } from './public-api/endpoints'
import {
  createPublicApiStandIn,
  type Fault,
  type StandInOptions,
} from './stand-in/create-public-api-stand-in'
import { createTrial, type Result, type Trial } from './stand-in/create-trial'
import {
  DESTINATION_BUNDLE,
  SAMPLE_SECRETS,
  SOURCE_BUNDLE,
  sampleDeclaration,
} from './stand-in/sample-declaration'
import { worldSummary } from './stand-in/world-summary'

const HTML = '<html><body>Sign in to the corporate proxy</body></html>'
const html = { status: 200, headers: { 'content-type': 'text/html' }, body: HTML }
const serverError = {
  status: 500,
  body: JSON.stringify({ errors: [{ type: 'internal', message: 'Something went wrong' }] }),
}

/** Every POST of the life of a workspace that makes something. */
const CREATIONS: EndpointId[] = [
  'createLabel',
  'createFunction',
  'createSource',
  'addSourceToTrackingPlan',
  'createFunctionDeployment',
  'createDestination',
  'createFilterForDestination',
  'createDestinationSubscription',
]

let trial: Trial
const said: string[] = []

async function prepare(options: StandInOptions = {}, ...faults: Fault[]): Promise<void> {
  trial = await createTrial(options)
  Object.assign(trial.environment, SAMPLE_SECRETS)
  trial.write('source.js', SOURCE_BUNDLE)
  trial.write('destination.js', DESTINATION_BUNDLE)
  trial.declare(sampleDeclaration(trial.standIn.workspaceId, 'us', 'statsig'))
  for (const fault of faults) trial.standIn.addFault(fault)
}

async function run(...args: string[]): Promise<Result> {
  const result = await trial.run(...args)
  said.push(result.out, result.err)
  return result
}

afterEach(() => trial.close())

afterAll(() => {
  const text = said.join('\n')
  for (const secret of [trial.standIn.token, ...Object.values(SAMPLE_SECRETS)]) {
    expect(text).not.toContain(secret)
  }
})

describe('429', () => {
  const inThreeSeconds = new Date(Date.UTC(2026, 10, 21, 0, 0, 3)).toUTCString()
  const body = (data: object) => JSON.stringify({ errors: [{ type: 'RateLimited', data }] })

  it.each<[string, Record<string, string>, string, string]>([
    ['Retry-After in seconds', { 'retry-after': '7' }, '{}', '7 s'],
    ['Retry-After as a date', { 'retry-after': inThreeSeconds }, '{}', '3 s'],
    ['X-RateLimit-Reset as a date', { 'x-ratelimit-reset': inThreeSeconds }, '{}', '3 s'],
    ['X-RateLimit-Reset in seconds', { 'x-ratelimit-reset': '9' }, '{}', '9 s'],
    ['msBeforeNext in the body', {}, body({ msBeforeNext: 4200 }), '5 s'],
    ['nothing', {}, 'Too Many Requests', '1 min'],
  ])('with %s is waited for, and the call is made again', async (_, headers, text, wait) => {
    const answer = { status: 429, headers, body: text }
    await prepare({}, { endpoint: 'getWorkspace', answer })
    const { exitCode, err } = await run('plan')
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: `waiting ${wait}: Segment answered 429 (GET /)`,
    })
  })

  it('that asks for an hour is an error that says what to do', async () => {
    const answer = { status: 429, headers: { 'retry-after': '3600' }, body: '{}' }
    await prepare({}, { endpoint: 'listSources', answer })
    expect(await run('plan')).toMatchObject({
      exitCode: 1,
      err: '[RATE_LIMITED] GET /sources was answered with 429 and asks for 3600 s. Something else uses this token: wait, then run apply again; it goes on where it stopped.',
    })
  })

  it('to a POST is repeated, because it did not act', async () => {
    const answer = { status: 429, headers: { 'retry-after': '1' }, body: '{}' }
    await prepare({}, { endpoint: 'createFunction', answer })
    expect((await run('apply', '--yes')).exitCode).toBe(0)
    expect(trial.standIn.world.functions).toHaveLength(2)
  })
})

describe('500', () => {
  it('to a read is tried again, three times', async () => {
    await prepare({}, { endpoint: 'listSources', times: 3, answer: serverError })
    const { exitCode, err } = await run('plan')
    expect(exitCode).toBe(2)
    expect(err.split('\n')).toEqual(
      [1, 4, 15].map(
        (seconds) =>
          `waiting ${seconds} s: answered with 500 (internal: Something went wrong); trying again (GET /sources)`,
      ),
    )
  })

  it('that stays is an error that says what to do', async () => {
    await prepare({}, { endpoint: 'listSources', times: 4, answer: serverError })
    const { exitCode, err } = await run('plan')
    expect({ exitCode, last: err.split('\n').pop() }).toEqual({
      exitCode: 1,
      last: '[SERVER_FAILED] GET /sources was answered with 500 (internal: Something went wrong), 4 times. Check the network and https://status.segment.com, then run the command again; it goes on where it stopped.',
    })
  })
})

describe('a POST without a usable answer', () => {
  let expected: unknown
  beforeAll(async () => {
    await prepare()
    await run('apply', '--yes')
    expected = worldSummary(trial.standIn.world)
    await trial.close()
  })

  const faults: [string, Pick<Fault, 'answer' | 'acts'>][] = [
    ['a connection that breaks after the server has acted', { answer: 'disconnect', acts: true }],
    ['a 500 after the server has acted', { answer: serverError, acts: true }],
    ['a 500 before the server has acted', { answer: serverError }],
    ['HTML after the server has acted', { answer: html, acts: true }],
  ]
  const cases = faults.flatMap(([name, fault]) =>
    CREATIONS.map((endpoint) => [endpoint, name, fault] as const),
  )

  it.each(cases)('%s: %s makes nothing twice', async (endpoint, _, fault) => {
    await prepare({}, { endpoint, ...fault })
    const { exitCode } = await run('apply', '--yes')
    expect(exitCode).toBe(0)
    expect(worldSummary(trial.standIn.world)).toEqual(expected)
  })

  it('a time-out after the server has acted makes nothing twice', async () => {
    await prepare({}, { endpoint: 'createDestination', answer: 'silence', acts: true })
    trial.timeoutMs = 3_000
    expect((await run('apply', '--yes')).exitCode).toBe(0)
    expect(worldSummary(trial.standIn.world)).toEqual(expected)
  })

  it('that never comes and made nothing ends with what to do', async () => {
    await prepare({}, { endpoint: 'createSource', times: 2, answer: serverError })
    const { exitCode, err } = await run('apply', '--yes')
    expect({ exitCode, last: err.split('\n').pop() }).toEqual({
      exitCode: 1,
      last: '[OUTCOME_UNKNOWN] POST /sources was answered with 500 (internal: Something went wrong): it may have acted, so it is not repeated blindly. Run apply again; it looks first at what exists.',
    })
    expect((await run('apply', '--yes')).exitCode).toBe(0)
    expect(worldSummary(trial.standIn.world)).toEqual(expected)
  })
})

describe('an answer of somebody else', () => {
  it('HTML instead of JSON is an error that names the proxy', async () => {
    await prepare({}, { endpoint: 'getWorkspace', times: 4, answer: html })
    const { exitCode, err } = await run('plan')
    expect({ exitCode, last: err.split('\n').pop() }).toEqual({
      exitCode: 1,
      last: "[NOT_JSON] GET / was answered with 200 and something that is not the API's JSON (text/html), 4 times. A proxy may have answered instead of Segment: check SEGMENT_PUBLIC_API_URL and the network.",
    })
  })

  it('JSON of another shape is an error that names the member', async () => {
    await prepare({}, { endpoint: 'listSources', answer: { status: 200, body: '{"data":{}}' } })
    expect(await run('plan')).toMatchObject({
      exitCode: 1,
      err: '[UNEXPECTED_SHAPE] Segment\'s answer has no usable "data.sources". The Public API may have changed: compare https://docs.segmentapis.com with deploy/public-api/remote.ts.',
    })
  })

  it('no connection at all is an error that says what to do', async () => {
    await prepare()
    const free = await createPublicApiStandIn()
    trial.environment.SEGMENT_PUBLIC_API_URL = free.url
    await free.close()
    const { exitCode, err } = await run('plan')
    expect(exitCode).toBe(1)
    expect(err.split('\n').pop()).toMatch(
      /^\[UNREACHABLE\] GET \/ was not answered \(.*ECONNREFUSED.*\), 4 times\. Check the network and https:\/\/status\.segment\.com/,
    )
  })
})

describe('the wrong token, workspace or region', () => {
  it('403 says which token and which roles', async () => {
    await prepare()
    trial.environment.SEGMENT_PUBLIC_API_TOKEN = 'sgp_ofSomebodyElse'
    expect(await run('plan')).toMatchObject({
      exitCode: 1,
      err: '[NOT_ALLOWED] GET / was answered with 403 (forbidden: The token is not valid). Check that SEGMENT_PUBLIC_API_TOKEN is a token of this workspace that was not revoked (Segment revokes tokens found on GitHub), and that it has the roles Functions Admin and Source Admin, or Workspace Owner.',
    })
  })

  it('an error of the API that repeats the token is printed without it', async () => {
    await prepare()
    const message = `token ${trial.standIn.token} may not`
    const answer = { status: 403, body: JSON.stringify({ errors: [{ message }] }) }
    trial.standIn.addFault({ endpoint: 'getWorkspace', answer })
    expect((await run('plan')).err).toContain('403 (token •••••••••• may not)')
  })

  it.each([301, 302, 307, 308])(
    'a redirect (%d) to the other region is not followed',
    async (status) => {
      const location = 'https://eu1.api.segmentapis.com/'
      await prepare(
        {},
        { endpoint: 'getWorkspace', answer: { status, headers: { location }, body: '' } },
      )
      expect(await run('plan')).toMatchObject({
        exitCode: 1,
        err: `[WRONG_REGION] GET / was redirected (${status}) to eu1.api.segmentapis.com. The redirect was not followed and the token was not sent there. The workspace is in the other region: set region to 'eu' in the declaration.`,
      })
    },
  )

  it('a redirect to a host that listens sends nothing there', async () => {
    const other = await createPublicApiStandIn()
    await prepare({ redirectTo: other.url })
    expect(await run('plan')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining(
        'Check SEGMENT_PUBLIC_API_URL and the region in the declaration.',
      ),
    })
    expect(other.calls).toEqual([])
    await other.close()
  })

  it('another workspace than the pinned one stops everything', async () => {
    await prepare()
    trial.declare(sampleDeclaration('anotherWorkspace', 'us', 'statsig'))
    expect(await run('apply', '--yes')).toMatchObject({
      exitCode: 1,
      err: '[WRONG_WORKSPACE] the token opens workspace "Stand-in workspace" (9aQ1Lj62S4bomZKLF4DPqW), the declaration is for anotherWorkspace. Use a token of that workspace, or correct workspace.id. Nothing was changed.',
    })
    expect(trial.standIn.calls.map(({ endpoint }) => endpoint)).toEqual(['getWorkspace'])
  })

  it('no token says where to make one', async () => {
    await prepare()
    delete trial.environment.SEGMENT_PUBLIC_API_TOKEN
    expect((await run('plan')).err).toBe(
      '[NO_TOKEN] SEGMENT_PUBLIC_API_TOKEN is not set. Make one in Segment → Settings → Access Management → Tokens (Workspace Owner), and put it into .env.',
    )
  })

  it('an open connection to another machine is refused before the token is sent', async () => {
    await prepare()
    trial.environment.SEGMENT_PUBLIC_API_URL = 'http://api.segmentapis.com'
    expect((await run('plan')).err).toBe(
      '[NO_TOKEN] SEGMENT_PUBLIC_API_URL is http://api.segmentapis.com: the token is sent over https only. Write https://….',
    )
  })
})

it('a rollback that broke off between saving and deploying goes on, and does not swap back', async () => {
  await prepare()
  await run('apply', '--yes')
  trial.write('source.js', `${SOURCE_BUNDLE}// newer\n`)
  await run('apply', '--yes')
  trial.standIn.addFault({
    endpoint: 'createFunctionDeployment',
    nth: 2,
    times: 2,
    answer: serverError,
  })
  expect((await run('rollback', '--yes', '--only', 'experiments')).exitCode).toBe(1)
  expect((await run('rollback', '--yes', '--only', 'experiments')).exitCode).toBe(0)
  const { functions, sources } = trial.standIn.world
  const versions = functions[0]?.versions ?? []
  expect(versions.map(({ code }) => code === versions[0]?.code)).toEqual([true, false, true])
  expect(sources.map((it) => it.deployedVersionId === versions[2]?.id)).toEqual([true, true])
})

describe.each([403, 404] as const)('alpha endpoints that are switched off with %d', (alpha) => {
  const advice =
    'This endpoint is in alpha and not every workspace has it: ask Segment to switch it on (for mappings the feature is "Destination Subscriptions"), or check that the token has the role Workspace Owner.'

  it('stop a declaration with mappings, and say which feature to ask for', async () => {
    await prepare({ alpha })
    const { exitCode, err } = await run('apply', '--yes')
    expect(exitCode).toBe(1)
    expect(err.split('\n').pop()).toBe(
      `[FEATURE_OFF] POST /destinations/{destinationId}/subscriptions was answered with ${alpha} (${alpha === 404 ? 'NotFound' : 'forbidden'}: The feature is not enabled). ${advice}`,
    )
  })

  it('leave functions deployable, and rollback with what this machine uploaded', async () => {
    await prepare({ alpha })
    const { destinations: _, ...functionsOnly } = sampleDeclaration(
      trial.standIn.workspaceId,
      'us',
      'statsig',
    )
    trial.declare(functionsOnly)
    expect((await run('apply', '--yes')).exitCode).toBe(0)
    trial.write('source.js', `${SOURCE_BUNDLE}// newer\n`)
    expect((await run('apply', '--yes')).exitCode).toBe(0)
    const result = await run('rollback', '--yes', '--only', 'experiments')
    expect(result.err.split('\n')[0]).toBe(
      'Version history is off in this workspace: using what this machine uploaded.',
    )
    const codes = trial.standIn.world.functions[0]?.versions.map(({ code }) => code)
    expect(codes).toHaveLength(3)
    expect(codes?.[2]).toBe(codes?.[0])
  })
})
