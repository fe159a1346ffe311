/** The versions that requests to LaunchDarkly name. */

/** https://launchdarkly.com/docs/home/metrics/import-metric-events */
export const EVENT_SCHEMA = '4'

/** https://launchdarkly.com/docs/api#section/Overview/Versioning */
export const API_VERSION = '20240415'
