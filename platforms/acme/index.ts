/** Acme: a complete pretend platform. Copy this folder to add a real one; the suite tests itself on it. */
import type { Platform } from '../platform'
import { textSetting } from '../setting'
import { deletion } from './deletion'
import { events } from './events'
import { lists } from './lists'
import { plan } from './plan'
import { webhook } from './webhook'

const DOCS = 'https://acme.example/docs'

export const acme: Platform = {
  id: 'acme',
  name: 'Acme',
  facts: {
    docs: { webhook: `${DOCS}/webhook`, events: `${DOCS}/events`, lists: `${DOCS}/lists` },
    checked: '2026-11-21',
    hosts: { api: { us: 'https://api.acme.example', eu: 'https://api.eu.acme.example' } },
    limits: [{ name: 'events in one request', value: 500, unit: 'items', doc: `${DOCS}/events` }],
  },
  settings: [
    {
      key: 'apiKey',
      label: 'API key',
      description: 'Acme console, Settings, Keys.',
      type: 'string',
      secret: true,
      required: true,
      env: 'ACME_API_KEY',
    },
    {
      key: 'region',
      label: 'Region',
      description: 'Where the Acme account lives.',
      type: 'string',
      choices: ['us', 'eu'],
      default: 'us',
      env: 'ACME_REGION',
    },
  ],
  plan,
  webhook,
  events,
  lists,
  deletion,
  credentialChecks(settings) {
    const key = textSetting(settings, 'apiKey')
    if (key === undefined || key.startsWith('acme-')) return [{ setting: 'apiKey' }]
    return [{ setting: 'apiKey', problem: 'apiKey must start with "acme-".' }]
  },
}
