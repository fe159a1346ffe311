/** LaunchDarkly: what it publishes about itself, and the faces that it has. */
import type { Platform } from '../platform'
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
    },
    checked: '2026-11-21',
    hosts: {},
    limits: [],
  },
  settings: [],
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
  webhook,
}
