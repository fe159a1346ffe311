/** The events of the standard form, declared. */

import { CHANGE_EVENTS } from './change-form'
import type { EventDeclaration, FieldDeclaration } from './event-declaration'
import { EXPERIMENT_VIEWED } from './standard-form'

const KINDS = ['experiment', 'flag', 'configuration']

const about: Readonly<Record<string, FieldDeclaration>> = {
  experiment_id: { type: 'string', required: true, description: 'Id or key of the experiment.' },
  experiment_name: {
    type: 'string',
    required: true,
    description: 'Its name, or its id where the platform sends none.',
  },
  experiment_platform: { type: 'string', required: true, description: 'Id of the platform.' },
  experiment_kind: {
    type: 'string',
    required: true,
    values: KINDS,
    description: 'What was evaluated or changed.',
  },
  experiment_environment: { type: 'string', description: 'Environment of the platform.' },
}

const viewed: EventDeclaration = {
  type: 'track',
  event: EXPERIMENT_VIEWED,
  typeName: 'ExperimentViewed',
  description: "A unit saw a variation: Segment's A/B testing spec, and where it happened.",
  properties: {
    ...about,
    variation_id: { type: 'string', required: true, description: 'Id of the variation.' },
    variation_name: {
      type: 'string',
      required: true,
      description: 'Its name, or its id where the platform sends none.',
    },
    experiment_unit_kind: {
      type: 'string',
      required: true,
      description: 'What was bucketed, such as `userID` or `organization`.',
    },
    experiment_unit_id: { type: 'string', required: true, description: 'Its id.' },
    experiment_version: { type: 'string', description: 'Version of the experiment or flag.' },
  },
}

const changed = (['started', 'changed', 'stopped'] as const).map(
  (action): EventDeclaration => ({
    type: 'track',
    event: CHANGE_EVENTS[action],
    typeName: CHANGE_EVENTS[action].replace(' ', ''),
    description: `An experiment, flag or configuration was ${action} in the platform's console.`,
    properties: {
      ...about,
      change_description: { type: 'string', description: 'In the words of the platform.' },
      actor_id: { type: 'string', description: 'Who did it: an account of the platform.' },
      actor_name: { type: 'string', description: 'Their name.' },
      actor_email: { type: 'string', description: 'Only with the setting `actorEmail`.' },
    },
  }),
)

export const standardPlan: readonly EventDeclaration[] = [viewed, ...changed]
