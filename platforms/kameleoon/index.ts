/** Kameleoon: what it publishes about itself, and the faces that it has. */
import type { Platform } from '../platform'
import { credentialChecks } from './credentials'
import { events } from './events'
import { plan } from './plan'
import { settings } from './settings'
import { webhook } from './webhook'

const HELP = 'https://help.kameleoon.com'

export const kameleoon: Platform = {
  id: 'kameleoon',
  name: 'Kameleoon',
  facts: {
    docs: {
      segment: `${HELP}/setting-up-segment/`,
      destination: 'https://segment.com/docs/connections/destinations/catalog/actions-kameleoon/',
    },
    checked: '2026-11-21',
    hosts: { integrations: { global: 'https://integrations.kameleoon.com' } },
    limits: [
      {
        name: 'one event',
        value: 1_000_000,
        unit: 'bytes',
        doc: 'https://amplitude.com/docs/data/destination-catalog/kameleoon',
      },
    ],
  },
  settings,
  sourceSettings: [
    {
      key: 'company',
      label: 'Company',
      description:
        'Names the event `[<company>] Experiment`. Without it the event keeps the name that Kameleoon sent.',
      type: 'string',
      env: 'KAMELEOON_COMPANY',
    },
    {
      key: 'unitKind',
      label: 'Unit kind',
      description:
        'What Kameleoon puts into `userId`: `visitorCode`, or `crossDeviceId` if cross-device reconciliation is on. A word of your own works with `identityMapping`.',
      type: 'string',
      default: 'visitorCode',
      env: 'KAMELEOON_UNIT_KIND',
    },
  ],
  plan,
  webhook,
  events,
  credentialChecks,
}
