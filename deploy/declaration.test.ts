/** What the declaration may say, what is refused, and what a plan says of a workspace that people work in too. */
import { secret } from './define-config'
import { createTrial, type Trial } from './stand-in/create-trial'
import {
  DESTINATION_BUNDLE,
  SAMPLE_SECRETS,
  SOURCE_BUNDLE,
  sampleDeclaration,
} from './stand-in/sample-declaration'

const DONE = 'Nothing to do: the workspace is as declared.'

let trial: Trial
beforeEach(async () => {
  trial = await createTrial()
  Object.assign(trial.environment, SAMPLE_SECRETS)
  trial.write('source.js', SOURCE_BUNDLE)
  trial.write('destination.js', DESTINATION_BUNDLE)
  trial.declare(sample())
})
afterEach(() => trial.close())

function sample() {
  return sampleDeclaration(trial.standIn.workspaceId, 'us', 'statsig')
}

/** The sample with other words in it. */
function declare(...replacements: [from: string, to: string][]): void {
  const text = replacements.reduce((it, [from, to]) => {
    if (!it.includes(from)) throw new Error(`the sample does not say ${from}`)
    return it.replaceAll(from, to)
  }, JSON.stringify(sample()))
  trial.declare(JSON.parse(text))
}

async function applied(): Promise<void> {
  expect(await trial.run('apply', '--yes')).toMatchObject({ exitCode: 0 })
}

describe('secrets', () => {
  it('that are not set are named, with the place where they are used', async () => {
    delete trial.environment.SERVER_SECRET
    expect((await trial.run('plan')).err).toBe(
      '[SECRET_NOT_SET] setting "serverSecret" of the connection of "conversions" to "exposures-web" is read from SERVER_SECRET, which is not set. Put it into .env or the environment.',
    )
  })

  it('that stand in the declaration are refused, without repeating them', async () => {
    declare(['{"secretFrom":"SOURCE_SECRET"}', '"in plain sight"'])
    expect((await trial.run('plan')).err).toBe(
      `[BAD_CONFIG] setting "sharedSecret" of source "exposures-web" is a secret, and stands in the declaration. Write secret('SOURCE_SHARED_SECRET') and put the value into .env.`,
    )
  })

  it('that change are sent, although Segment shows dots', async () => {
    await applied()
    trial.environment.SERVER_SECRET = 'secret-theNextServerKey'
    const plan = await trial.run('plan')
    expect(plan.out).toBe(
      '~ update destination "Conversions"\n    settings.serverSecret: changed\n1 to update.',
    )
    await applied()
    expect(trial.standIn.world.destinations[0]?.settings).toEqual({
      serverSecret: 'secret-theNextServerKey',
    })
    expect((await trial.run('plan')).out).toBe(DONE)
  })

  it('are a note where this machine has not sent them, and are sent again on request', async () => {
    await applied()
    const elsewhere = await trial.run('plan', '--state', 'another-machine')
    expect(elsewhere.exitCode).toBe(0)
    expect(elsewhere.out).toContain(
      '? secret "apiKey" of destination "Acme ← exposures-web": Segment does not show it and this machine has not sent it, so whether it is current is not known. --force-secrets sends it again.',
    )
    const before = trial.standIn.calls.length
    const result = await trial.run(
      'apply',
      '--yes',
      '--force-secrets',
      '--state',
      'another-machine',
    )
    expect(result.exitCode).toBe(0)
    const sent = trial.standIn.calls.slice(before).map(({ endpoint }) => endpoint)
    expect(sent.filter((endpoint) => !/^(get|list)/.test(endpoint))).toEqual([
      'updateSource',
      'updateSource',
      'updateDestination',
      'updateDestination',
    ])
  })
})

describe('what cannot work is refused before anything is read', () => {
  it.each<[string, [string, string][], string]>([
    [
      'an unknown platform',
      [['"platform":"statsig"', '"platform":"statsic"']],
      '[BAD_CONFIG] platform "statsic" is not known. Write one of: ',
    ],
    [
      'an unknown setting',
      [['"include":', '"includes":']],
      '[BAD_CONFIG] source "exposures-web" has no setting "includes". It has: platform, sharedSecret, ',
    ],
    [
      'a choice that there is not',
      [['"include":["exposures"]', '"eventForm":"nativ"']],
      '[BAD_CONFIG] setting "eventForm" of source "exposures-web" is "nativ". Write one of: native, standard, both.',
    ],
    [
      'two sources of one slug',
      [['"slug":"exposures-app"', '"slug":"exposures-web"']],
      '[BAD_CONFIG] source slug "exposures-web" is declared twice. Names must differ.',
    ],
    [
      'a region that there is not',
      [['"region":"us"}', '"region":"ap"}']],
      `[BAD_CONFIG] workspace.region is "ap". Write 'us' or 'eu', as Segment shows it under `,
    ],
    [
      'a bundle that was not built',
      [['"bundle":"source.js"', '"bundle":"dist/source.js"']],
      '[BUNDLE_MISSING] ',
    ],
    [
      'a key that could not be found again',
      [['"key":"experiments"', '"key":"Our experiments"']],
      '[BAD_CONFIG] ',
    ],
  ])('%s', async (_, replacements, message) => {
    declare(...replacements)
    const { exitCode, err } = await trial.run('plan')
    expect({ exitCode, err: err.slice(0, message.length) }).toEqual({ exitCode: 1, err: message })
    expect(trial.standIn.calls).toEqual([])
  })

  it('a bundle that would not run in Segment', async () => {
    trial.write('source.js', `${SOURCE_BUNDLE}process.exit()\n`)
    const { exitCode, err } = await trial.run('apply', '--yes')
    expect(exitCode).toBe(1)
    expect(err).toMatch(/^\[BUNDLE_UNFIT\] .*source\.js would not work in Segment:\n/)
    expect(err.split('\n').slice(1)).toEqual([
      '  - line 4 uses "process", which Segment does not document for functions: bundle it, guard it with typeof, or do without.',
      'Nothing was uploaded.',
    ])
    expect(trial.standIn.calls).toEqual([])
  })
})

describe('beside what people do in Segment', () => {
  it('keeps labels that people added', async () => {
    await applied()
    const source = trial.standIn.world.sources[0]
    source?.labels.push({ key: 'team', value: 'growth' })
    trial.standIn.world.labels.push({ key: 'team', value: 'growth' })
    expect((await trial.run('plan')).out).toBe(DONE)
    trial.write('source.js', `${SOURCE_BUNDLE}// newer\n`)
    await applied()
    expect(source?.labels.map(({ key }) => key)).toEqual(['environment', 'managed-by', 'team'])
  })

  it('brings back settings, filters, mappings and names that were changed by hand', async () => {
    await applied()
    const { sources, destinations } = trial.standIn.world
    Object.assign(sources[0] ?? {}, { name: 'renamed', labels: [] })
    Object.assign(sources[0]?.settings ?? {}, { include: ['changes'] })
    Object.assign(destinations[1]?.mappings[0] ?? {}, { enabled: false })
    Object.assign(destinations[0]?.filters[0] ?? {}, { if: 'event = "X"' })
    Object.assign(destinations[1] ?? {}, { enabled: false })
    expect((await trial.run('plan')).out.split('\n')).toEqual([
      '~ update source "Exposures, web"',
      '    settings.include: ["changes"] → ["exposures"]',
      '    name: renamed → Exposures, web',
      '» deploy source "Exposures, web"',
      '~ update labels of source "Exposures, web"',
      '    labels: environment:prod, managed-by:segment-experiments-checkout',
      '~ update filter "Only orders (Conversions)"',
      '    if: event = "X" → event != "Order Completed"',
      '~ update mapping "Orders (Acme [segment-experiments:checkout])"',
      '    enabled: false → true',
      '» enable destination "Acme [segment-experiments:checkout]"  (receives events from now on)',
      "4 to update, 1 to deploy, 1 to enable, 1 of deploy's own labels.",
    ])
    await applied()
    expect((await trial.run('plan')).out).toBe(DONE)
  })

  it('deploys code that somebody saved and did not deploy', async () => {
    await applied()
    const [it] = trial.standIn.world.functions
    if (it !== undefined) it.deployedVersionId = undefined
    const { out } = await trial.run('plan')
    expect(out).toContain('» deploy source "Exposures, web"\n» deploy source "exposures-app"')
    await applied()
    expect(it?.deployedVersionId).toBe(it?.versions.at(-1)?.id)
  })

  it('overwrites an edit when that is accepted', async () => {
    await applied()
    const versions = trial.standIn.world.functions[0]?.versions
    const newest = versions?.at(-1)
    if (newest !== undefined)
      versions?.push({ ...newest, id: 'by-hand', code: `${newest.code}//\n` })
    expect((await trial.run('apply', '--yes')).exitCode).toBe(1)
    expect((await trial.run('apply', '--yes', '--accept-drift')).exitCode).toBe(0)
    expect(versions?.at(-1)?.code).toBe(newest?.code)
  })

  it('does not overwrite what was saved while the plan was read', async () => {
    await applied()
    trial.write('source.js', `${SOURCE_BUNDLE}// newer\n`)
    const versions = trial.standIn.world.functions[0]?.versions
    trial.standIn.onActed = (endpoint) => {
      const newest = versions?.at(-1)
      if (endpoint !== 'replaceLabelsInSource' || newest === undefined) return
      versions?.push({ ...newest, id: 'by-hand', code: `${newest.code}// by hand\n` })
    }
    const { exitCode, err } = await trial.run('apply', '--yes')
    expect({ exitCode, last: err.split('\n').pop() }).toEqual({
      exitCode: 1,
      last: '[CHANGED_SINCE_PLAN] function "Experiments" was saved in Segment while this plan was read. Nothing was overwritten: run plan again.',
    })
    expect(versions?.at(-1)?.id).toBe('by-hand')
  })

  it('takes over a function of the same name only when told to', async () => {
    await applied()
    const versions = trial.standIn.world.functions[1]?.versions
    const newest = versions?.at(-1)
    if (newest !== undefined) newest.code = DESTINATION_BUNDLE
    const refused = await trial.run('apply', '--yes')
    expect(refused.exitCode).toBe(1)
    expect(refused.err).toContain('[NOT_OURS] a function named "Conversions" exists')
    expect((await trial.run('apply', '--yes', '--adopt')).exitCode).toBe(0)
    expect(trial.standIn.world.functions).toHaveLength(2)
  })

  it('warns of a destination of the same kind that was made by hand', async () => {
    await applied()
    const it = trial.standIn.world.destinations[1]
    if (it !== undefined) it.name = 'Acme by hand'
    const { out } = await trial.run('plan')
    expect(out).toContain(
      '? source "exposures-web" already has the destination "Acme by hand", which is not ours: what both receive is counted twice. Pass --adopt to take it over, or disable it in Segment.',
    )
    expect((await trial.run('apply', '--yes', '--adopt')).exitCode).toBe(0)
    expect(trial.standIn.world.destinations.map(({ name }) => name)).toEqual([
      'Conversions',
      'Acme [segment-experiments:checkout]',
    ])
  })

  it('tells of what is no longer declared, and deletes it when told to', async () => {
    await applied()
    const { destinationFunctions: _, ...rest } = sample()
    trial.declare(rest)
    const plan = await trial.run('plan')
    expect(plan).toEqual({
      exitCode: 0,
      err: '',
      out: `? function "Conversions (Stand-in workspace)" carries our mark and is not in the declaration any more. --prune deletes it.
? destination "Conversions" carries our mark and is not in the declaration any more. --prune deletes it.
Nothing to do: the workspace is as declared.`,
    })
    expect((await trial.run('apply', '--yes', '--prune')).exitCode).toBe(0)
    expect(trial.standIn.world.functions.map(({ displayName }) => displayName)).toEqual([
      'Experiments',
    ])
    expect(trial.standIn.world.destinations).toHaveLength(1)
  })

  it("leaves a source on which somebody else's destination hangs", async () => {
    await applied()
    const [ours, acme] = trial.standIn.world.destinations
    if (ours === undefined || acme === undefined) throw new Error('there should be two')
    trial.standIn.world.destinations.push({ ...acme, id: 'byHand', name: 'Warehouse of finance' })
    const { out, exitCode } = await trial.run('destroy', '--yes')
    expect(exitCode).toBe(0)
    expect(out).toContain(
      '? source "Exposures, web" stays, because "Warehouse of finance" hangs on it and is not ours. Disconnect it in Segment first.',
    )
    expect(trial.standIn.world.sources.map(({ slug }) => slug)).toEqual(['exposures-web'])
    expect(trial.standIn.world.functions.map(({ displayName }) => displayName)).toEqual([
      'Experiments',
    ])
  })
})

describe('the command line', () => {
  it('prints a plan for machines, without secrets', async () => {
    const { exitCode, out } = await trial.run('plan', '--json')
    const plan = JSON.parse(out)
    expect(exitCode).toBe(2)
    expect(plan.findings).toEqual([])
    expect(plan.changes).toHaveLength(19)
    expect(plan.changes[0]).toEqual({
      phase: 10,
      action: 'create',
      resource: 'label',
      name: 'managed-by:segment-experiments-checkout',
      fields: [],
      bookkeeping: true,
    })
  })

  it('shows the state, and webhook URLs whole on request only', async () => {
    await applied()
    const [web, app] = trial.standIn.world.sources
    const b = (it: typeof web) => Buffer.from(`${it?.id}::${it?.writeKey}`).toString('base64')
    const masked = await trial.run('status')
    const at = trial.standIn.world.functions.map(({ deployedAt }) => deployedAt)
    expect(masked.out.split('\n')).toEqual([
      'Workspace "Stand-in workspace" (9aQ1Lj62S4bomZKLF4DPqW, us)',
      `source function "Experiments": b3f10309b1 (0.3 KB), as declared, deployed ${at[0]}`,
      `destination function "Conversions": fa9dcc580b (0.3 KB), as declared, deployed ${at[1]}`,
      'source "exposures-web": webhook https://fn.segmentapis.com/?b=••••••••••&token=••••••••••',
      'source "exposures-app": webhook https://fn.segmentapis.com/?b=••••••••••&token=••••••••••',
      'destination "conversions ← exposures-web": enabled, 1 filters',
      'destination "Acme ← exposures-web": enabled, 1 mappings enabled, 1 filters',
    ])
    const whole = await trial.run('status', '--show-secrets')
    for (const it of [web, app]) {
      const query = new URLSearchParams({ b: b(it), token: SAMPLE_SECRETS.SOURCE_SECRET })
      expect(whole.out).toContain(`webhook https://fn.segmentapis.com/?${query}`)
    }
    expect(whole.out).not.toContain(trial.standIn.token)
  })

  it('says where the webhook address of the other region stands', async () => {
    trial.declare(sampleDeclaration(trial.standIn.workspaceId, 'eu', 'statsig'))
    await applied()
    expect((await trial.run('status')).out).toContain(
      `source "exposures-web": no webhook URL. Segment does not publish this region's address: copy the endpoint from the source's Settings page, and put its beginning into workspace.webhookUrl.`,
    )
  })

  it.each([
    [['remove'], '[USAGE] "remove" is not a command.'],
    [['plan', '--jsom'], "[USAGE] Unknown option '--jsom'"],
  ])('explains itself after %j', async (args, message) => {
    const { exitCode, err } = await trial.run(...args)
    expect(exitCode).toBe(1)
    expect(err.startsWith(message)).toBe(true)
    expect(err).toContain('npm run deploy -- <command> [options]')
  })

  it('fails a canary that the function does not take', async () => {
    trial.write('canary.json', '{"data":[]}')
    const { workspace, ...rest } = sample()
    trial.declare({ ...rest, workspace: { ...workspace, webhookUrl: 'http://127.0.0.1:9' } })
    const { exitCode, err } = await trial.run('apply', '--yes', '--canary')
    expect({ exitCode, last: err.split('\n').pop() }).toEqual({
      exitCode: 1,
      last: '[CANARY_FAILED] the canary to source "exposures-web" failed. It was not answered (TypeError). Check workspace.webhookUrl and the network.',
    })
  })
})

it('declares a secret by the name of its variable', () => {
  expect(secret('NAME')).toEqual({ secretFrom: 'NAME' })
})
