/** The settings of the Statsig destination, each declared once. */
import type { Setting } from '../setting'
import { EVENT_NAME_FORMATS } from './event-name'

export const settings: readonly Setting[] = [
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
  {
    key: 'identityMapping',
    label: 'Identity mapping',
    description:
      'Statsig unit to `userId`, `anonymousId`, `groupId` or a path, such as `userID=userId, stableID=anonymousId, companyID=context.groupId`. Replaces the default, which is the first two.',
    type: 'textMap',
    env: 'STATSIG_IDENTITY_MAPPING',
  },
  {
    key: 'eventNameFormat',
    label: 'Event names',
    description:
      '`plain` keeps the name; the other two are what Statsig and Segment document for the existing integration, so that metrics keep working.',
    type: 'string',
    choices: EVENT_NAME_FORMATS,
    default: 'plain',
    env: 'STATSIG_EVENT_NAME_FORMAT',
  },
  {
    key: 'environment',
    label: 'Environment',
    description:
      'Statsig environment tier, such as `staging`, for events that do not carry `properties.statsigEnvironment`.',
    type: 'string',
    env: 'STATSIG_ENVIRONMENT',
  },
  {
    key: 'sendEmail',
    label: 'Send the e-mail address',
    description: 'Off by default. Statsig can target by it.',
    type: 'boolean',
    default: false,
    env: 'STATSIG_SEND_EMAIL',
  },
  {
    key: 'listType',
    label: 'ID list type',
    description: 'Kind of Statsig segment that audiences go to. All lists are of one kind.',
    type: 'string',
    choices: ['id_list', 'user_store_id_list'],
    default: 'id_list',
    env: 'STATSIG_LIST_TYPE',
  },
]
