/** Statsig: what it publishes about itself, and the faces that it has. */
import type { Platform } from '../platform'
import { credentialChecks } from './credentials'
import { webhook } from './webhook'

const DOCS = 'https://docs.statsig.com'

export const statsig: Platform = {
  id: 'statsig',
  name: 'Statsig',
  facts: {
    docs: {
      webhook: `${DOCS}/integrations/event_webhook`,
      segment: `${DOCS}/integrations/data-connectors/segment`,
      events: `${DOCS}/http-api`,
      lists: `${DOCS}/console-api/segments`,
    },
    checked: '2026-05-20',
    hosts: {
      events: { global: 'https://events.statsigapi.net' },
      console: { global: 'https://statsigapi.net' },
    },
    limits: [
      {
        name: 'ids in one request',
        value: 1000,
        unit: 'ids',
        doc: `${DOCS}/segments/add-id-list`,
      },
      {
        name: 'ID list changes',
        value: 12,
        unit: 'requests',
        windowMs: 10_000,
        doc: `${DOCS}/console-api/segments`,
      },
      {
        name: 'ID list changes',
        value: 900,
        unit: 'requests',
        windowMs: 900_000,
        doc: `${DOCS}/console-api/segments`,
      },
    ],
  },
  settings: [
    {
      key: 'serverSecret',
      label: 'Server secret key',
      description:
        'Sends events and exposures. Statsig console, Settings, Keys & Environments: starts with `secret-`.',
      type: 'string',
      secret: true,
      env: 'STATSIG_SERVER_SECRET',
    },
    {
      key: 'consoleKey',
      label: 'Console API key',
      description:
        'Changes ID lists. Statsig console, Settings, Keys & Environments: starts with `console-`.',
      type: 'string',
      secret: true,
      env: 'STATSIG_CONSOLE_KEY',
    },
  ],
  webhook,
  credentialChecks,
}
