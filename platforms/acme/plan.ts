/** The Segment events of Acme, declared. */
import type { EventDeclaration } from '../event-declaration'

export const plan: readonly EventDeclaration[] = [
  {
    type: 'track',
    event: 'Acme Seen',
    typeName: 'AcmeSeen',
    description: 'A unit saw a variation.',
    properties: {
      experiment: { type: 'string', required: true, description: 'Key of the experiment.' },
      variation: { type: 'string', description: 'Key of the variation.' },
    },
  },
  {
    type: 'track',
    matches: '*',
    typeName: 'AcmeGoal',
    description: 'A goal was reached, under its own name.',
    properties: {},
  },
]
