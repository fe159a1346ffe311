/** The Segment event of Kameleoon, declared. */
import type { EventDeclaration } from '../event-declaration'

export const plan: readonly EventDeclaration[] = [
  {
    type: 'track',
    event: '[Company] Experiment',
    matches: '[*] Experiment',
    typeName: 'KameleoonExperiment',
    description: 'A visitor saw a variation.',
    properties: {
      experimentId: { type: 'number', required: true, description: 'Id of the experiment.' },
      variationId: {
        type: ['number', 'null'],
        required: true,
        description: 'Id of the variation; 0 is the original.',
      },
    },
  },
]
