/** The Segment events of LaunchDarkly, declared: the documented "Segment schema reference". */
import type { EventDeclaration, FieldDeclaration } from '../event-declaration'

const common: Readonly<Record<string, FieldDeclaration>> = {
  project: { type: 'string', description: 'Id of the project.' },
  environment: { type: 'string', description: 'Id of the environment: its client-side id.' },
  eventId: { type: 'string', description: "LaunchDarkly's id of the event." },
  key: {
    type: 'string',
    required: true,
    description: 'Key of the flag; for other events of the metric or the event.',
  },
  version: { type: 'number', required: true, description: 'Of the export: always 1.' },
}

const url: FieldDeclaration = { type: 'string', description: 'Where it happened.' }

export const plan: readonly EventDeclaration[] = [
  {
    type: 'track',
    event: 'feature',
    typeName: 'LaunchDarklyFeature',
    description: 'A flag was evaluated.',
    properties: {
      ...common,
      value: { description: 'What the flag returned, of any type.' },
      flagVersion: { type: 'number', description: 'Version of the flag.' },
      variation: { type: ['number', 'null'], description: 'Index of the variation, from 0.' },
      variationName: { type: 'string', description: 'Its name, if it has one.' },
      default: { description: 'Whether the default was returned, as text: `true` or `false`.' },
      reasonKind: { type: 'string', description: 'Why this variation.' },
      inExperiment: { type: 'boolean', description: 'True if it was part of an experiment.' },
      prereqOf: { type: 'string', description: 'The flag that this one was evaluated for.' },
    },
  },
  {
    type: 'track',
    event: 'click',
    typeName: 'LaunchDarklyClick',
    description: 'A visitor clicked what a metric watches.',
    properties: { ...common, url, selector: { type: 'string', description: 'CSS selector.' } },
  },
  {
    type: 'track',
    event: 'custom',
    typeName: 'LaunchDarklyCustom',
    description: 'An event that was sent by an SDK.',
    properties: { ...common, metricValue: { type: 'number', description: 'If it has one.' } },
  },
  {
    type: 'page',
    typeName: 'LaunchDarklyPage',
    description: 'A visitor loaded a page that a metric watches.',
    properties: { ...common, url },
  },
]
