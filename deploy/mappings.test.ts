import type { MappingConfig } from './define-config'
import { createTrial, type Trial } from './stand-in/create-trial'
import { SAMPLE_SECRETS, sampleDeclaration } from './stand-in/sample-declaration'

let trial: Trial
beforeEach(async () => {
  trial = await createTrial()
  Object.assign(trial.environment, SAMPLE_SECRETS)
  trial.standIn.world.addSource('website')
})
afterEach(() => trial.close())

function declare(mappings: readonly MappingConfig[]): void {
  const { project, workspace } = sampleDeclaration(trial.standIn.workspaceId, 'us', 'statsig')
  const destination = { name: 'Acme', catalog: 'actions-acme-experiments', source: 'website' }
  trial.declare({ project, workspace, destinations: [{ ...destination, mappings }] })
}

function mappings(count: number, event = 'Order'): MappingConfig[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Mapping ${index + 1}`,
    action: 'trackEvent',
    trigger: `event = "${event} ${index + 1}"`,
  }))
}

it('applies 12 mappings at 5 a minute without a 429, and shows the time left', async () => {
  declare(mappings(12))
  const { exitCode, err } = await trial.run('apply', '--yes')
  expect(exitCode).toBe(0)
  expect(trial.standIn.world.destinations[0]?.mappings).toHaveLength(12)
  expect(trial.standIn.calls.filter(({ status }) => status !== 200)).toEqual([])
  const lines = err.split('\n')
  expect(lines.filter((line) => line.startsWith('waiting'))).toEqual([
    'waiting 1 min 1 s: 5 calls a minute (POST /destinations/{destinationId}/subscriptions)',
    'waiting 1 min 1 s: 5 calls a minute (POST /destinations/{destinationId}/subscriptions)',
  ])
  const left = lines.flatMap((line) => / · (.*) left$/.exec(line)?.[1] ?? [])
  expect({ steps: left.length, first: left[0], last: left.at(-1) }).toEqual({
    steps: 15,
    first: '2 min 8 s',
    last: '0 s',
  })
  const seconds = left.map(secondsOf)
  expect(seconds).toEqual([...seconds].sort((a, b) => b - a))
  expect(trial.clock.sleptMs()).toBeLessThan(125_000)
})

function secondsOf(duration: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+) min)? ?(?:(\d+) s)?$/.exec(duration) ?? []
  return Number(minutes) * 60 + Number(seconds)
}

it('enables the destination only when the last mapping is there', async () => {
  declare(mappings(3))
  const states: [number, boolean][] = []
  trial.standIn.onActed = () => {
    const [it] = trial.standIn.world.destinations
    if (it !== undefined) states.push([it.mappings.length, it.enabled])
  }
  await trial.run('apply', '--yes')
  expect(states.find(([, enabled]) => enabled)).toEqual([3, true])
})

it('changes a mapping in place, and waits where another program has used up the limit', async () => {
  declare(mappings(2))
  await trial.run('apply', '--yes')
  const before = trial.standIn.world.destinations[0]?.mappings.map(({ id }) => id)
  declare(mappings(2, 'Purchase'))
  const headers = { 'retry-after': '20' }
  trial.standIn.addFault({
    endpoint: 'updateSubscriptionForDestination',
    answer: { status: 429, headers, body: '{}' },
  })
  const { exitCode, err } = await trial.run('apply', '--yes')
  expect(exitCode).toBe(0)
  expect(err).toContain('waiting 20 s: Segment answered 429 (PATCH /destinations/')
  const after = trial.standIn.world.destinations[0]?.mappings
  expect(after?.map(({ id, trigger }) => ({ id, trigger }))).toEqual([
    { id: before?.[0], trigger: 'event = "Purchase 1"' },
    { id: before?.[1], trigger: 'event = "Purchase 2"' },
  ])
})

it('makes a mapping anew where its action changes', async () => {
  declare(mappings(1))
  await trial.run('apply', '--yes')
  const [first] = mappings(1)
  if (first === undefined) throw new Error('there should be a mapping')
  declare([{ ...first, action: 'syncAudience' }])
  expect((await trial.run('apply', '--yes')).exitCode).toBe(0)
  const actionIds = trial.standIn.world.destinations[0]?.mappings.map(({ actionId }) => actionId)
  expect(actionIds).toEqual(['aSyncAudience00000000'])
})

it('refuses an action that the destination does not have, and lists those that it has', async () => {
  const [first] = mappings(1)
  if (first === undefined) throw new Error('there should be a mapping')
  declare([{ ...first, action: 'trackEvents' }])
  const { exitCode, out } = await trial.run('plan')
  expect(exitCode).toBe(2)
  expect(out).toContain(
    '! BAD_CONFIG: mapping "Mapping 1" of "Acme [segment-experiments:checkout]" names the action "trackEvents". "Acme Experiments (Actions)" has: trackEvent, syncAudience.',
  )
})
