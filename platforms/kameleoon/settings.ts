/** What a destination to Kameleoon is set up with. */
import type { Setting } from '../setting'

export const settings: readonly Setting[] = [
  {
    key: 'apiKey',
    label: 'API key',
    description: 'The key that Kameleoon generates for Segment.',
    type: 'string',
    secret: true,
    required: true,
    env: 'KAMELEOON_API_KEY',
  },
  {
    key: 'siteCode',
    label: 'Site code',
    description: 'Of the Kameleoon project, ten characters.',
    type: 'string',
    required: true,
    env: 'KAMELEOON_SITE_CODE',
  },
  {
    key: 'identityMapping',
    label: 'Identity mapping',
    description:
      'Where the visitor code is, such as `visitorCode=anonymousId`. Replaces the default `visitorCode=properties.kameleoonVisitorCode`.',
    type: 'textMap',
    env: 'KAMELEOON_IDENTITY_MAPPING',
  },
]
