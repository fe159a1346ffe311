/** The settings of the source function, declared once for Segment, `.env` and the reference. */
import type { Setting } from '../platforms/setting'
import { EVENT_FORMS } from './read-settings'

export const sourceSettings: readonly Setting[] = [
  {
    key: 'platform',
    label: 'Platform',
    description: 'Platform id, or `auto` to recognise it by the body.',
    type: 'string',
    default: 'auto',
    env: 'SOURCE_PLATFORM',
  },
  {
    key: 'sharedSecret',
    label: 'Shared secret',
    description:
      'Expected in the query parameter `token` or the header `x-webhook-token`. Comma-separated for rotation. Set this or the signing secret.',
    type: 'string',
    secret: true,
    env: 'SOURCE_SHARED_SECRET',
  },
  {
    key: 'signingSecret',
    label: 'Signing secret',
    description:
      "The vendor's webhook signing secret. Comma-separated for rotation. Segment reorders bodies, so set the shared secret too, or use the relay.",
    type: 'string',
    secret: true,
    env: 'SOURCE_SIGNING_SECRET',
  },
  {
    key: 'eventForm',
    label: 'Event form',
    description:
      "`native` is the vendor's documented Segment event, `standard` is `Experiment Viewed`, `both` sends two events.",
    type: 'string',
    choices: EVENT_FORMS,
    default: 'native',
    env: 'SOURCE_EVENT_FORM',
  },
  {
    key: 'identityMapping',
    label: 'Identity mapping',
    description:
      'Unit kind to `userId`, `anonymousId` or `context.<path>`, such as `companyID` to `context.groupId`. Replaces the default mapping of the platform.',
    type: 'textMap',
    env: 'SOURCE_IDENTITY_MAPPING',
  },
  {
    key: 'include',
    label: 'Include',
    description:
      'Categories (`exposures`, `exposures:experiment`, `exposures:flag`, `exposures:configuration`, `events`, `pages`, `changes`) or names, keys and experiment ids with `*`. Empty includes everything.',
    type: 'array',
    env: 'SOURCE_INCLUDE',
  },
  {
    key: 'exclude',
    label: 'Exclude',
    description: 'The same words as `include`; wins over it.',
    type: 'array',
    env: 'SOURCE_EXCLUDE',
  },
  {
    key: 'environments',
    label: 'Environments',
    description:
      'Environments and projects to let through, with `*`. Empty lets all through but previews and test environments; `preview` lets previews and overrides through.',
    type: 'array',
    env: 'SOURCE_ENVIRONMENTS',
  },
  {
    key: 'actorEmail',
    label: 'Pass on the e-mail address of who changed an experiment',
    description: 'Off by default: the actor is named without an address.',
    type: 'boolean',
    default: false,
    env: 'SOURCE_ACTOR_EMAIL',
  },
  {
    key: 'messageIdScope',
    label: 'Message id scope',
    description:
      'Put into every messageId, because Segment de-duplicates across workspaces. Use the name of the source.',
    type: 'string',
    env: 'SOURCE_MESSAGE_ID_SCOPE',
  },
]
