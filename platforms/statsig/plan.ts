/** The Segment events of Statsig, declared: the documented "Outbound event schema". */
import type { EventDeclaration, FieldDeclaration } from '../event-declaration'

const value: FieldDeclaration = {
  type: ['string', 'number', 'null'],
  description: 'Value of the event; empty for exposures.',
}

const text = (description: string): FieldDeclaration => ({ type: 'string', description })

const ruleID = text('Id of the rule or group that decided.')
const reason = text('Where the evaluation came from.')
const time = text('When the SDK had its configuration, ms as text.')

function exposure(
  name: string,
  typeName: string,
  description: string,
  metadata: Record<string, FieldDeclaration>,
): EventDeclaration {
  const properties = { ...metadata, ruleID, reason, time }
  const facts: FieldDeclaration = {
    type: 'object',
    required: true,
    description: 'What was evaluated, and why.',
    properties,
  }
  const event = `statsig::${name}`
  return { type: 'track', event, typeName, description, properties: { value, metadata: facts } }
}

const config = text('Name of the experiment or configuration.')
const experimentGroupName = text('Name of the group.')

export const plan: readonly EventDeclaration[] = [
  exposure('gate_exposure', 'StatsigGateExposure', 'A feature gate was evaluated.', {
    gate: text('Name of the gate.'),
    gateValue: text('`true` or `false`, as text.'),
  }),
  exposure('config_exposure', 'StatsigConfigExposure', 'A dynamic config was evaluated.', {
    config,
    experimentGroupName,
  }),
  exposure('experiment_exposure', 'StatsigExperimentExposure', 'An experiment was evaluated.', {
    config,
    experimentGroupName,
  }),
  exposure('layer_exposure', 'StatsigLayerExposure', 'A parameter of a layer was evaluated.', {
    config: text('Name of the layer.'),
    allocatedExperiment: text('The experiment that decided, or empty.'),
    parameterName: text('The parameter.'),
    isExplicitParameter: text('Whether the experiment sets it, as text.'),
  }),
  {
    type: 'track',
    event: 'statsig::config_change',
    typeName: 'StatsigConfigChange',
    description: 'A gate, config or experiment was changed in the console.',
    properties: {
      configName: { type: 'string', required: true, description: 'What was changed.' },
      author: text('Who did it, without an address.'),
      description: text('What was changed, in words.'),
      environment: text('Where.'),
    },
  },
  {
    type: 'track',
    matches: '*',
    typeName: 'StatsigCustomEvent',
    description: 'An event that was logged to Statsig, under its own name.',
    properties: {
      value,
      metadata: { type: ['object', 'null'], description: 'As it was logged.' },
    },
  },
]
