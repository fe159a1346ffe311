/** LaunchDarkly: what it publishes about itself, and the faces that it has. */
import type { Platform } from '../platform'
import { API_VERSION, EVENT_SCHEMA } from './api-versions'
import { credentialChecks } from './credentials'
import { deletion } from './deletion'
import { events } from './events'
import { lists } from './lists'
import { plan } from './plan'
import { hosts } from './region'
import { settings } from './settings'
import { webhook } from './webhook'

const DOCS = 'https://launchdarkly.com/docs'

export const launchdarkly: Platform = {
  id: 'launchdarkly',
  name: 'LaunchDarkly',
  facts: {
    docs: {
      webhook: `${DOCS}/home/infrastructure/webhooks`,
      export: `${DOCS}/integrations/data-export/schema-reference`,
      segment: `${DOCS}/integrations/data-export/segment-schema-reference`,
      events: `${DOCS}/home/metrics/import-metric-events`,
      lists: `${DOCS}/integrations/segment-audiences`,
      destination:
        'https://segment.com/docs/connections/destinations/catalog/actions-launchdarkly/',
    },
    checked: '2026-11-21',
    hosts,
    versions: {
      events: { value: EVENT_SCHEMA, doc: `${DOCS}/home/metrics/import-metric-events` },
      segmentTargets: { value: API_VERSION, doc: `${DOCS}/api` },
    },
    limits: [
      {
        name: 'imported events in one request',
        value: 10_000_000,
        unit: 'bytes',
        doc: `${DOCS}/home/metrics/import-metric-events`,
      },
    ],
  },
  settings,
  sourceSettings: [
    {
      key: 'contextKind',
      label: 'Context kind',
      description:
        'The context kind that experiments are randomised by, for events with several contexts. Without it the only context, else `user`.',
      type: 'string',
      env: 'LAUNCHDARKLY_CONTEXT_KIND',
    },
  ],
  plan,
  webhook,
  events,
  lists,
  deletion,
  credentialChecks,
}
