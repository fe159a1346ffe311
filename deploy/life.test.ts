import type { DeployConfig } from './define-config'
import { bodyOf, headerOf } from './function-code'
import type { Region } from './public-api/region'
import { createTrial, type Result, type Trial } from './stand-in/create-trial'
import {
  DESTINATION_BUNDLE,
  SAMPLE_SECRETS,
  SOURCE_BUNDLE,
  sampleDeclaration,
} from './stand-in/sample-declaration'

const NEW_SOURCE_BUNDLE = SOURCE_BUNDLE.replace("'u'", "'user'")
const NEW_DESTINATION_BUNDLE = DESTINATION_BUNDLE.replace('api.example.com', 'api.example.org')
const DONE = 'Nothing to do: the workspace is as declared.'

const FIRST_PLAN = `+ create function "Experiments"
    type: SOURCE
    code: b3f10309b1 (0.3 KB)
    settings: (those of the platform)
+ create source "Exposures, web"
    slug: exposures-web
    warehouses: none
    settings.platform: "statsig"
    settings.sharedSecret: ••••••••••
    settings.include: ["exposures"]
+ create source "exposures-app"
    slug: exposures-app
    warehouses: none
    settings.platform: "statsig"
    settings.sharedSecret: ••••••••••
+ connect tracking plan "Experiments → Exposures, web"
    trackingPlan: Experiments
» deploy source "Exposures, web"
» deploy source "exposures-app"
~ update labels of source "Exposures, web"
    labels: environment:prod, managed-by:segment-experiments-checkout
~ update labels of source "exposures-app"
    labels: managed-by:segment-experiments-checkout
+ create function "Conversions"
    type: DESTINATION
    code: fa9dcc580b (0.3 KB)
    settings: (those of the platform)
+ create destination "Conversions"
    source: exposures-web
    settings.serverSecret: ••••••••••
+ create destination "Acme [segment-experiments:checkout]"
    source: exposures-web
    settings.apiKey: ••••••••••
    settings.region: "us"
+ create filter "Only orders (Conversions)"
    if: event != "Order Completed"
    actions: [{"type":"DROP"}]
+ create filter "No tests (Acme [segment-experiments:checkout])"
    if: properties.isTest = true
    actions: [{"type":"DROP"}]
+ create mapping "Orders (Acme [segment-experiments:checkout])"
    action: trackEvent
    trigger: type = "track" and event = "Order Completed"
    fields: {"name":{"@path":"$.event"}}
» enable destination "Conversions"  (receives events from now on)
» enable destination "Acme [segment-experiments:checkout]"  (receives events from now on)
9 to create, 2 to update, 1 to connect, 2 to deploy, 2 to enable, 3 of deploy's own labels.`

describe.each<Region>(['us', 'eu'])('the whole life of a workspace in region %s', (region) => {
  let trial: Trial
  let config: DeployConfig
  const said: string[] = []

  beforeAll(async () => {
    trial = await createTrial()
    Object.assign(trial.environment, SAMPLE_SECRETS)
    trial.write('source.js', SOURCE_BUNDLE)
    trial.write('destination.js', DESTINATION_BUNDLE)
    trial.write('canary.json', JSON.stringify({ source: 'made up', body: { data: [1] } }))
    const sample = sampleDeclaration(trial.standIn.workspaceId, region, 'statsig')
    config = { ...sample, workspace: { ...sample.workspace, webhookUrl: trial.standIn.url } }
    trial.declare(config)
  })
  afterAll(() => trial.close())

  async function run(...args: string[]): Promise<Result> {
    const result = await trial.run(...args)
    said.push(result.out, result.err)
    return result
  }

  it('plans everything, with exit code 2 and without touching the workspace', async () => {
    const { out, ...rest } = await run('plan')
    expect(rest).toEqual({ exitCode: 2, err: '' })
    expect(out).toContain('    settings: platform, sharedSecret, ')
    const settled = out.replaceAll(/^ {4}settings: .*$/gm, '    settings: (those of the platform)')
    expect(settled).toBe(FIRST_PLAN)
    const endpoints = trial.standIn.calls.map(({ endpoint }) => endpoint)
    expect(endpoints.filter((endpoint) => !/^(get|list)/.test(endpoint))).toEqual([])
  })

  it('applies it, sends the canary, and verifies', async () => {
    const result = await run('apply', '--yes', '--canary')
    expect(result.err.split('\n').pop()).toBe('████████████████████ 19/19  done  · 0 s left')
    expect(result.out.split('\n').slice(-4)).toEqual([
      `source "exposures-web": webhook ${trial.standIn.url}/?b=••••••••••&token=••••••••••`,
      `source "exposures-app": webhook ${trial.standIn.url}/?b=••••••••••&token=••••••••••`,
      'source "exposures-web": the canary was taken (200)',
      `source "exposures-app": no canary is declared; write canary: '<JSON file>' at the source`,
    ])
    expect(result.exitCode).toBe(0)
    expect(trial.standIn.calls.at(-1)).toEqual({
      endpoint: 'webhook',
      path: {
        sourceId: trial.standIn.world.sources[0]?.id,
        token: SAMPLE_SECRETS.SOURCE_SECRET,
      },
      body: { data: [1] },
      status: 200,
    })
  })

  it('uploads the bytes of the built file under a header without a time', () => {
    const [sourceFunction, destinationFunction] = trial.standIn.world.functions
    const sourceCode = sourceFunction?.versions[0]?.code ?? ''
    expect(sourceCode.slice(sourceCode.indexOf('\n') + 1)).toBe(SOURCE_BUNDLE)
    expect(headerOf(sourceCode)).toEqual({
      project: 'checkout',
      key: 'experiments',
      hash: 'b3f10309b1d2ab07c68df52861c79ae2d6285fc9befdfa62fe0c414305de982b',
    })
    expect(bodyOf(destinationFunction?.versions[0]?.code ?? '')).toBe(DESTINATION_BUNDLE)
  })

  it('leaves new sources off the warehouses, deployed, labelled and on their tracking plan', () => {
    const summary = trial.standIn.world.sources.map(
      ({ slug, name, warehouses, labels, trackingPlanId, deployedVersionId, settings }) => ({
        slug,
        name,
        warehouses,
        labels: labels.map(({ key, value }) => `${key}:${value}`),
        trackingPlanId,
        runsNewest: deployedVersionId === trial.standIn.world.functions[0]?.versions.at(-1)?.id,
        settings,
      }),
    )
    expect(summary).toEqual([
      {
        slug: 'exposures-web',
        name: 'Exposures, web',
        warehouses: 'none',
        labels: ['environment:prod', 'managed-by:segment-experiments-checkout'],
        trackingPlanId: 'tp_standin',
        runsNewest: true,
        settings: {
          platform: 'statsig',
          sharedSecret: SAMPLE_SECRETS.SOURCE_SECRET,
          include: ['exposures'],
        },
      },
      {
        slug: 'exposures-app',
        name: 'exposures-app',
        warehouses: 'none',
        labels: ['managed-by:segment-experiments-checkout'],
        trackingPlanId: '',
        runsNewest: true,
        settings: { platform: 'statsig', sharedSecret: SAMPLE_SECRETS.SOURCE_SECRET },
      },
    ])
  })

  it('finds nothing to do the second time, and does nothing', async () => {
    expect(await run('plan')).toEqual({ exitCode: 0, err: '', out: DONE })
    const before = trial.standIn.calls.length
    expect((await run('apply', '--yes')).exitCode).toBe(0)
    const endpoints = trial.standIn.calls.slice(before).map(({ endpoint }) => endpoint)
    expect(endpoints.filter((endpoint) => !/^(get|list)/.test(endpoint))).toEqual([])
  })

  it('shows changed code as a diff, and says what is live at once', async () => {
    trial.write('source.js', NEW_SOURCE_BUNDLE)
    trial.write('destination.js', NEW_DESTINATION_BUNDLE)
    const result = await run('plan')
    expect(result.exitCode).toBe(2)
    expect(result.out).toContain(
      `    -  Segment.track({ event: 'Experiment Viewed', userId: 'u', properties: request.json() })
    +  Segment.track({ event: 'Experiment Viewed', userId: 'user', properties: request.json() })`,
    )
    expect(result.out).toContain(
      '~ update function "Conversions"  (is live as soon as it is saved, in 1 connected destination)',
    )
  })

  it('brings the new code into every source', async () => {
    expect((await run('apply', '--yes')).exitCode).toBe(0)
    const newest = trial.standIn.world.functions[0]?.versions.at(-1)
    expect(bodyOf(newest?.code ?? '')).toBe(NEW_SOURCE_BUNDLE)
    expect(trial.standIn.world.sources.map((it) => it.deployedVersionId)).toEqual([
      newest?.id,
      newest?.id,
    ])
    expect((await run('plan')).out).toBe(DONE)
  })

  it('notices an edit in Segment, and does not overwrite it', async () => {
    const edited = trial.standIn.world.functions[0]
    edited?.versions.push({
      id: 'edited-by-hand',
      code: `${edited.versions.at(-1)?.code}// edited by hand\n`,
      createdAt: trial.standIn.world.now(),
      deployedAt: undefined,
    })
    const plan = await run('plan')
    expect(plan.exitCode).toBe(2)
    expect(plan.out).toContain('    -// edited by hand')
    const drift =
      'function "Experiments" was edited in Segment since the last apply (its code no longer has the hash in its header). Carry the edit into the repository, or pass --accept-drift to overwrite it.'
    expect(plan.out).toContain(`! DRIFT: ${drift}`)
    const apply = await run('apply', '--yes')
    expect(apply).toMatchObject({ exitCode: 1, err: `[DRIFT] ${drift} Nothing was changed.` })
    expect(edited?.versions.at(-1)?.id).toBe('edited-by-hand')
  })

  it('rolls back to what ran before, and again to what ran before that', async () => {
    const [sourceFunction] = trial.standIn.world.functions
    expect((await run('rollback', '--yes', '--only', 'experiments')).exitCode).toBe(0)
    expect(bodyOf(sourceFunction?.versions.at(-1)?.code ?? '')).toBe(NEW_SOURCE_BUNDLE)
    expect((await run('rollback', '--yes', '--only', 'experiments')).exitCode).toBe(0)
    const newest = sourceFunction?.versions.at(-1)
    expect(bodyOf(newest?.code ?? '')).toBe(SOURCE_BUNDLE)
    expect(trial.standIn.world.sources.map((it) => it.deployedVersionId)).toEqual([
      newest?.id,
      newest?.id,
    ])
    expect((await run('plan')).out).not.toContain('DRIFT')
  })

  it('rolls back a destination function, which is live at once', async () => {
    const result = await run('rollback', '--yes', '--only', 'conversions')
    expect(result.out).toContain('(is live as soon as it is saved, in 1 connected destination)')
    const it = trial.standIn.world.functions[1]
    expect(bodyOf(it?.versions.at(-1)?.code ?? '')).toBe(DESTINATION_BUNDLE)
    expect(it?.deployedVersionId).toBe(it?.versions.at(-1)?.id)
  })

  it('destroys what is ours, and nothing else', async () => {
    trial.standIn.world.addSource('website')
    const refused = await run('destroy')
    expect(refused.err).toBe(
      '[NOT_CONFIRMED] nobody is there to answer. Pass --yes. Nothing was changed.',
    )
    expect((await run('destroy', '--yes')).exitCode).toBe(0)
    const { functions, sources, destinations } = trial.standIn.world
    expect({ functions, destinations, slugs: sources.map(({ slug }) => slug) }).toEqual({
      functions: [],
      destinations: [],
      slugs: ['website'],
    })
  })

  it('never asked for anything that the contract forbids', () => {
    expect(trial.standIn.calls.filter(({ status }) => status >= 400)).toEqual([])
  })

  it('never printed the token or a secret', () => {
    const text = said.join('\n')
    for (const secret of [trial.standIn.token, ...Object.values(SAMPLE_SECRETS)]) {
      expect(text).not.toContain(secret)
    }
  })
})
