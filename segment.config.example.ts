/**
 * The Segment workspace as code. Copy this file to segment.config.ts, keep what you use, and run
 * `npm run deploy -- plan`. Secrets stay in .env: secret('NAME') names the variable.
 * Guide: docs/deploy.md
 */
import { defineConfig, secret } from './deploy/define-config'

export default defineConfig({
  // Part of the mark on everything that deploy makes. Never change it afterwards.
  project: 'experiments',

  // Segment → Settings → Workspace settings → General shows both.
  workspace: { id: 'yourWorkspaceId', region: 'us' },

  sourceFunctions: [
    {
      key: 'experiments',
      displayName: 'Experiments',
      description: 'Exposures and changes from experimentation platforms',
      sources: [
        // Statsig: Project Settings → Integrations → Generic Webhook takes the URL that apply prints.
        {
          slug: 'statsig-exposures',
          name: 'Statsig exposures',
          platform: 'statsig',
          settings: {
            sharedSecret: secret('STATSIG_WEBHOOK_SHARED_SECRET'),
            eventForm: 'native',
            include: ['exposures'],
            messageIdScope: 'statsig-exposures',
          },
          labels: { environment: 'prod' },
          // trackingPlan: 'Experiments',
          // connectWarehouses: true, // otherwise a new source stays off the warehouses
          // canary: 'statsig-test-event.json', // what apply --canary sends
        },
        // LaunchDarkly: Integrations → Webhooks for changes; exposures as docs/deploy.md says.
        {
          slug: 'launchdarkly-exposures',
          name: 'LaunchDarkly exposures',
          platform: 'launchdarkly',
          settings: {
            sharedSecret: secret('LAUNCHDARKLY_WEBHOOK_SHARED_SECRET'),
            messageIdScope: 'launchdarkly-exposures',
          },
        },
        // Kameleoon: event streaming, through your own forwarder, as docs/deploy.md says.
        {
          slug: 'kameleoon-exposures',
          name: 'Kameleoon exposures',
          platform: 'kameleoon',
          settings: {
            sharedSecret: secret('KAMELEOON_WEBHOOK_SHARED_SECRET'),
            messageIdScope: 'kameleoon-exposures',
          },
        },
      ],
    },
  ],

  destinationFunctions: [
    {
      key: 'statsig',
      displayName: 'Statsig conversions',
      platform: 'statsig',
      // A destination belongs to one source: one entry for each. Slug or id; it need not be declared here.
      connections: [
        {
          source: 'website',
          settings: { serverSecret: secret('STATSIG_SERVER_SECRET') },
          filters: [
            {
              title: 'Only what experiments measure',
              if: '!(event = "Order Completed" or event = "Signed Up")',
              actions: [{ type: 'DROP' }],
            },
          ],
        },
      ],
    },
  ],

  // Destinations of Segment's catalog that work by actions. 12 mappings take a bit over 2 minutes:
  // Segment allows 5 a minute.
  destinations: [
    {
      name: 'LaunchDarkly',
      catalog: 'LaunchDarkly (Actions)',
      source: 'website',
      settings: { client_id: 'yourClientSideId' },
      mappings: [
        {
          name: 'Conversions',
          action: 'trackEvent',
          trigger: 'type = "track" and event = "Order Completed"',
          fields: {
            event_name: { '@path': '$.event' },
            context_key: { '@path': '$.userId' },
            metric_value: { '@path': '$.properties.revenue' },
            timestamp: { '@path': '$.timestamp' },
          },
        },
      ],
    },
  ],
})
