import { join } from 'node:path'
import Ajv, { type ValidateFunction } from 'ajv'
import ts from 'typescript'
import { acme } from '../platforms/acme'
import type { EventDeclaration } from '../platforms/event-declaration'
import { platforms } from '../platforms/index'
import { standardPlan } from '../platforms/standard-plan'
import type { WebhookPlatform } from '../source-function/choose-platform'
import { readSettings } from '../source-function/read-settings'
import type { SegmentCall } from '../source-function/segment-call'
import { translate } from '../source-function/translate'
import { webhookFixtures } from '../testing/webhook-fixtures'
import { declarationOf } from './tracking-plan/declaration-of'
import { jsonSchemaOf } from './tracking-plan/json-schema-of'
import { trackingPlanOf } from './tracking-plan/tracking-plan-of'
import { typesOf } from './tracking-plan/types-of'

const senders = [...platforms, acme].filter((one) => one.webhook) as WebhookPlatform[]
const settings = readSettings({ eventForm: 'both', actorEmail: true, environments: 'preview,*' })

const emitted = senders.flatMap((platform) =>
  webhookFixtures(platform.id).flatMap(({ name, body }) =>
    translate(body, platform, settings).flatMap(({ calls }) =>
      calls.map((call) => ({ platform, name, call })),
    ),
  ),
)

const planOf = (platform: WebhookPlatform) => [...standardPlan, ...(platform.plan ?? [])]

/** Strict, so that a word of JSON Schema that ajv does not know is a mistake of ours. */
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true })
const validators = new Map<EventDeclaration, ValidateFunction>()

function problems(declaration: EventDeclaration | undefined, call: object): string[] {
  if (declaration === undefined) return ['is not declared']
  const validate = validators.get(declaration) ?? ajv.compile(jsonSchemaOf(declaration))
  validators.set(declaration, validate)
  return validate(call) ? [] : (validate.errors ?? []).map(({ message }) => message ?? '')
}

it.each(senders)(
  'every event of every recorded body of $name keeps the tracking plan',
  (platform) => {
    const broken = emitted
      .filter((one) => one.platform === platform)
      .map(({ name, call }) => ({
        name,
        event: call.event,
        problems: problems(declarationOf(call, planOf(platform)), call),
      }))
      .filter((one) => one.problems.length > 0)
    expect(broken).toEqual([])
  },
)

it('has events to keep it: of each platform, in both forms', () => {
  const seen = new Set(
    emitted.map(
      ({ platform, call }) =>
        `${platform.id} ${standardPlan.some((one) => one.event === call.event)}`,
    ),
  )
  expect([...seen].sort()).toEqual(
    senders.flatMap(({ id }) => [`${id} false`, `${id} true`]).sort(),
  )
})

it('refuses an event that lacks what is required', () => {
  const call = { properties: { experiment_id: 'e', variation_id: 7 } }
  expect(problems(standardPlan[0], call)).toEqual([
    "must have required property 'experiment_name'",
    "must have required property 'experiment_platform'",
    "must have required property 'experiment_kind'",
    "must have required property 'variation_name'",
    "must have required property 'experiment_unit_kind'",
    "must have required property 'experiment_unit_id'",
    'must be string',
  ])
})

it("is a list of rules as Segment's Public API takes them, without the names that users choose", () => {
  const [rule, ...rest] = trackingPlanOf('Acme', acme.plan ?? []).rules
  expect(rest).toEqual([])
  expect(rule).toEqual({
    type: 'TRACK',
    key: 'Acme Seen',
    version: 1,
    jsonSchema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      description: 'A unit saw a variation.',
      type: 'object',
      properties: {
        context: {},
        traits: {},
        properties: {
          type: 'object',
          properties: {
            experiment: { description: 'Key of the experiment.', type: 'string' },
            variation: { description: 'Key of the variation.', type: 'string' },
          },
          required: ['experiment'],
        },
      },
      required: ['properties'],
    },
  })
})

describe('the generated types', () => {
  const types = typesOf(
    standardPlan,
    senders.flatMap(({ plan }) => plan ?? []),
  )

  it('are the types of every recorded event', () => {
    const lines = emitted.map(({ platform, call }, n) => {
      const type = declarationOf(call, planOf(platform))?.typeName
      return `export const e${n}: ${type} = ${JSON.stringify(shown(call))}`
    })
    expect(problemsOf(`${types}\n${lines.join('\n')}\n`)).toEqual([])
  })

  it('refuse a wrong property', () => {
    const wrong = `export const e: AcmeSeen = { type: 'track', event: 'Acme Seen', properties: { experiment: 7 } }`
    expect(problemsOf(`${types}\n${wrong}\n`)).toEqual([
      "Type 'number' is not assignable to type 'string'.",
    ])
  })
})

function shown({ type, event, properties }: SegmentCall): object {
  return { type, event, properties }
}

/** What the compiler says about a file that is only in memory. */
function problemsOf(text: string): string[] {
  const path = join(__dirname, 'events-in-memory.ts')
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, version) =>
    name === path ? ts.createSourceFile(name, text, version) : getSourceFile(name, version)
  const program = ts.createProgram([path], options, host)
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}
