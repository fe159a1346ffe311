/** A declaration with one of everything, for rehearsals. */
import { type DeployConfig, secret } from '../define-config'
import type { Region } from '../public-api/region'

export const SAMPLE_SECRETS = {
  SOURCE_SECRET: 'sharedSecretThatMustNeverBePrinted',
  SERVER_SECRET: 'secret-serverKeyThatMustNeverBePrinted',
  API_KEY: 'apiKeyThatMustNeverBePrinted',
}

export const SOURCE_BUNDLE = `async function onRequest(request, settings) {
  Segment.track({ event: 'Experiment Viewed', userId: 'u', properties: request.json() })
}
`

export const DESTINATION_BUNDLE = `async function onTrack(event, settings) {
  await fetch('https://api.example.com', { method: 'POST', body: JSON.stringify(event) })
}
`

/** @param platform A platform whose destination needs `serverSecret`. */
export function sampleDeclaration(
  workspaceId: string,
  region: Region,
  platform: string,
): DeployConfig {
  return {
    project: 'checkout',
    workspace: { id: workspaceId, region },
    sourceFunctions: [
      {
        key: 'experiments',
        displayName: 'Experiments',
        description: 'Exposures from experimentation platforms',
        bundle: 'source.js',
        sources: [
          {
            slug: 'exposures-web',
            name: 'Exposures, web',
            platform,
            settings: { sharedSecret: secret('SOURCE_SECRET'), include: ['exposures'] },
            labels: { environment: 'prod' },
            trackingPlan: 'Experiments',
            canary: 'canary.json',
          },
          {
            slug: 'exposures-app',
            platform,
            settings: { sharedSecret: secret('SOURCE_SECRET') },
          },
        ],
      },
    ],
    destinationFunctions: [
      {
        key: 'conversions',
        displayName: 'Conversions',
        platform,
        bundle: 'destination.js',
        connections: [
          {
            source: 'exposures-web',
            settings: { serverSecret: secret('SERVER_SECRET') },
            filters: [
              {
                title: 'Only orders',
                if: 'event != "Order Completed"',
                actions: [{ type: 'DROP' }],
              },
            ],
          },
        ],
      },
    ],
    destinations: [
      {
        name: 'Acme',
        catalog: 'actions-acme-experiments',
        source: 'exposures-web',
        settings: { apiKey: secret('API_KEY'), region: 'us' },
        mappings: [
          {
            name: 'Orders',
            action: 'trackEvent',
            trigger: 'type = "track" and event = "Order Completed"',
            fields: { name: { '@path': '$.event' } },
          },
        ],
        filters: [
          { title: 'No tests', if: 'properties.isTest = true', actions: [{ type: 'DROP' }] },
        ],
      },
    ],
  }
}
