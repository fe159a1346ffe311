/** The settings of the LaunchDarkly destination, each declared once. */
import type { Setting } from '../setting'
import { REGIONS } from './region'

export const settings: readonly Setting[] = [
  {
    key: 'clientSideId',
    label: 'Client-side ID',
    description: 'Of the environment. LaunchDarkly, Settings, Projects, Environments.',
    type: 'string',
    required: true,
    env: 'LAUNCHDARKLY_CLIENT_SIDE_ID',
  },
  {
    key: 'apiToken',
    label: 'Service token',
    description:
      'Needed for audiences (roles `createSegment` and `updateIncluded`) and for the import of events (`importEventData`).',
    type: 'string',
    secret: true,
    env: 'LAUNCHDARKLY_API_TOKEN',
  },
  {
    key: 'region',
    label: 'Region',
    description: 'Where the LaunchDarkly account lives.',
    type: 'string',
    choices: REGIONS,
    default: 'us',
    env: 'LAUNCHDARKLY_REGION',
  },
  {
    key: 'host',
    label: 'Host',
    description:
      'Base URL in place of the hosts of the region: a relay proxy or the local workspace.',
    type: 'string',
    env: 'LAUNCHDARKLY_HOST',
  },
  {
    key: 'projectKey',
    label: 'Project key',
    description:
      'With the environment key and the token, events go through the import API instead of the client-side one.',
    type: 'string',
    env: 'LAUNCHDARKLY_PROJECT_KEY',
  },
  {
    key: 'environmentKey',
    label: 'Environment key',
    description: 'See the project key.',
    type: 'string',
    env: 'LAUNCHDARKLY_ENVIRONMENT_KEY',
  },
  {
    key: 'identityMapping',
    label: 'Identity mapping',
    description:
      'Context kind to `userId`, `anonymousId`, `groupId` or a path, such as `user=userId, organization=groupId`. Replaces the default `user=userId`.',
    type: 'textMap',
    env: 'LAUNCHDARKLY_IDENTITY_MAPPING',
  },
]
