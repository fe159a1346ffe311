/** Every limit and waiting time of Segment that the workspace enforces, as data with its source. */

export interface WorkspaceLimit {
  value: number
  unit: 'bytes' | 'ms' | 'events' | 'requests' | 'attempts' | 'characters' | 'keys' | 'factor'
  /** What it limits, in a sentence. */
  what: string
  doc: string
  /** When the page was last read, YYYY-MM-DD. */
  checked: string
  /** Segment does not publish the figure: this one is ours. */
  assumed: boolean
}

const DOCS = 'https://segment.com/docs'
const SOURCE = `${DOCS}/connections/functions/source-functions/`
const DESTINATION = `${DOCS}/connections/functions/destination-functions/`
const HTTP_API = `${DOCS}/connections/sources/catalog/libraries/server/http-api/`
const DESTINATIONS = `${DOCS}/connections/destinations/`
const ACTIONS = 'https://github.com/segmentio/action-destinations/blob/main/README.md'
const CHECKED = '2026-11-21'

const KIB = 1024
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

function documented(
  value: number,
  unit: WorkspaceLimit['unit'],
  doc: string,
  what: string,
): WorkspaceLimit {
  return { value, unit, what, doc, checked: CHECKED, assumed: false }
}

function assumed(
  value: number,
  unit: WorkspaceLimit['unit'],
  doc: string,
  what: string,
): WorkspaceLimit {
  return { ...documented(value, unit, doc, what), assumed: true }
}

export const LIMITS = {
  functionTimeout: documented(5 * SECOND, 'ms', SOURCE, 'A function is stopped after this time.'),
  functionRequestBody: documented(
    512 * KIB,
    'bytes',
    SOURCE,
    'The body of a request to a source function.',
  ),
  functionAttempts: documented(
    6,
    'attempts',
    SOURCE,
    'Runs of a source function for one request when it throws RetryError or times out.',
  ),
  functionFirstWait: documented(
    MINUTE,
    'ms',
    SOURCE,
    'The wait before the second attempt is between 1 and 3 minutes.',
  ),
  functionFirstWaitMax: documented(
    3 * MINUTE,
    'ms',
    SOURCE,
    'The wait before the second attempt is between 1 and 3 minutes.',
  ),
  functionWaitMax: documented(20 * MINUTE, 'ms', SOURCE, 'The longest wait between two attempts.'),
  functionWaitFactor: assumed(
    2,
    'factor',
    SOURCE,
    'Each wait of a source function is longer than the last by this factor.',
  ),
  testerLog: documented(4 * KIB, 'bytes', SOURCE, 'What the tester keeps of the log of one run.'),
  eventSize: documented(32 * KIB, 'bytes', HTTP_API, 'One event, in any request.'),
  requestSize: documented(500 * KIB, 'bytes', HTTP_API, 'One request to the Tracking API.'),
  eventsPerRequest: documented(2500, 'events', HTTP_API, 'Events in one batch request.'),
  requestsPerSecond: documented(
    1000,
    'requests',
    HTTP_API,
    'Requests to the Tracking API a second; more are answered with 429.',
  ),
  messageIdLength: documented(
    100,
    'characters',
    `${DOCS}/guides/duplicate-data/`,
    'The length of a messageId; a longer one is replaced.',
  ),
  duplicateWindow: documented(
    24 * HOUR,
    'ms',
    `${DOCS}/guides/duplicate-data/`,
    'How long a messageId is remembered.',
  ),
  batchSize: documented(
    1000,
    'events',
    ACTIONS,
    'Events in a batch, unless the mapping says less.',
  ),
  batchBytes: documented(
    4_000_000,
    'bytes',
    ACTIONS,
    'Bytes in a batch, unless the mapping says less.',
  ),
  batchKeys: documented(3, 'keys', ACTIONS, 'Fields by which a mapping may split its batches.'),
  batchWait: assumed(10 * SECOND, 'ms', ACTIONS, 'How long an Actions batch waits to fill up.'),
  functionBatchSize: documented(20, 'events', DESTINATION, 'Events in a batch for onBatch.'),
  functionBatchWait: documented(
    10 * SECOND,
    'ms',
    DESTINATION,
    'How long a batch for onBatch waits.',
  ),
  deliveryBudget: documented(
    4 * HOUR,
    'ms',
    `${DESTINATIONS}#retries-in-segment-destinations`,
    'How long the delivery of an event is attempted.',
  ),
  deliveryFirstWait: assumed(
    10 * SECOND,
    'ms',
    `${DESTINATIONS}#retries-in-segment-destinations`,
    'The wait before the second attempt of a delivery.',
  ),
  deliveryWaitMax: assumed(
    20 * MINUTE,
    'ms',
    `${DESTINATIONS}#retries-in-segment-destinations`,
    'The longest wait between two attempts of a delivery.',
  ),
  deliveryWaitFactor: assumed(
    2,
    'factor',
    `${DESTINATIONS}#retries-in-segment-destinations`,
    'Each wait of a delivery is longer than the last by this factor.',
  ),
} as const satisfies Record<string, WorkspaceLimit>

export type LimitName = keyof typeof LIMITS
