/** Statsig: what it publishes about itself, and the faces that it has. */
import type { Platform } from '../platform'
import { API_VERSION } from './console-api'
import { credentialChecks } from './credentials'
import { deletion } from './deletion'
import { events } from './events'
import { lists } from './lists'
import { plan } from './plan'
import { settings } from './settings'
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
    versions: {
      events: { value: 'v1', doc: `${DOCS}/http-api` },
      console: { value: API_VERSION, doc: `${DOCS}/console-api/segments` },
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
  settings,
  plan,
  webhook,
  events,
  lists,
  deletion,
  credentialChecks,
}
