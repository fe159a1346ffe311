/**
 * The operations of Segment's Public API that deploy uses, as data: path, rate limit, time-out.
 * https://docs.segmentapis.com, names as in its OpenAPI document; checked 2026-11-21 against 73.2.0.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  stability: 'v1' | 'v1beta' | 'v1alpha'
  perMinute: number
  timeoutMs: number
}

/** The default limit is not published; operations limited to 600 are called "lower than the default". */
const DEFAULT_PER_MINUTE = 600

/** Saving a function takes about 8 s; Segment's own scripts allow 120 s. */
const FUNCTION_WRITE_TIMEOUT_MS = 120_000

const DEFAULT_TIMEOUT_MS = 30_000

type Options = Partial<Pick<Endpoint, 'stability' | 'perMinute' | 'timeoutMs'>>

function endpoint(route: `${Endpoint['method']} /${string}`, options: Options = {}): Endpoint {
  const [method, path] = route.split(' ') as [Endpoint['method'], string]
  return {
    method,
    path,
    stability: 'v1',
    perMinute: DEFAULT_PER_MINUTE,
    timeoutMs: DEFAULT_TIMEOUT_MS,
    ...options,
  }
}

const slow: Options = { timeoutMs: FUNCTION_WRITE_TIMEOUT_MS }
const alpha: Options = { stability: 'v1alpha' }
const mapping: Options = { stability: 'v1alpha', perMinute: 5 }
const label: Options = { perMinute: 60 }

export const endpoints = {
  getWorkspace: endpoint('GET /'),

  listFunctions: endpoint('GET /functions'),
  getFunction: endpoint('GET /functions/{functionId}'),
  createFunction: endpoint('POST /functions', slow),
  updateFunction: endpoint('PATCH /functions/{functionId}', slow),
  deleteFunction: endpoint('DELETE /functions/{functionId}'),
  createFunctionDeployment: endpoint('POST /functions/{functionId}/deploy', slow),
  listFunctionVersions: endpoint('GET /functions/{functionId}/versions', alpha),

  listSources: endpoint('GET /sources'),
  getSource: endpoint('GET /sources/{sourceId}'),
  createSource: endpoint('POST /sources'),
  updateSource: endpoint('PATCH /sources/{sourceId}'),
  deleteSource: endpoint('DELETE /sources/{sourceId}'),

  listLabels: endpoint('GET /labels', label),
  createLabel: endpoint('POST /labels', label),
  replaceLabelsInSource: endpoint('PUT /sources/{sourceId}/labels', label),

  listTrackingPlans: endpoint('GET /tracking-plans'),
  addSourceToTrackingPlan: endpoint('POST /tracking-plans/{trackingPlanId}/sources'),
  removeSourceFromTrackingPlan: endpoint('DELETE /tracking-plans/{trackingPlanId}/sources'),

  getDestinationsCatalog: endpoint('GET /catalog/destinations'),
  listDestinations: endpoint('GET /destinations'),
  createDestination: endpoint('POST /destinations'),
  updateDestination: endpoint('PATCH /destinations/{destinationId}'),
  deleteDestination: endpoint('DELETE /destinations/{destinationId}'),

  listSubscriptionsFromDestination: endpoint(
    'GET /destinations/{destinationId}/subscriptions',
    alpha,
  ),
  createDestinationSubscription: endpoint(
    'POST /destinations/{destinationId}/subscriptions',
    mapping,
  ),
  updateSubscriptionForDestination: endpoint(
    'PATCH /destinations/{destinationId}/subscriptions/{id}',
    mapping,
  ),
  removeSubscriptionFromDestination: endpoint(
    'DELETE /destinations/{destinationId}/subscriptions/{id}',
    mapping,
  ),

  listFiltersFromDestination: endpoint('GET /destination/{destinationId}/filters'),
  createFilterForDestination: endpoint('POST /destination/{destinationId}/filters'),
  updateFilterForDestination: endpoint('PATCH /destination/{destinationId}/filters/{filterId}'),
  removeFilterFromDestination: endpoint('DELETE /destination/{destinationId}/filters/{filterId}'),
} as const satisfies Record<string, Endpoint>

export type EndpointId = keyof typeof endpoints
