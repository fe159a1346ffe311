/** The version of Statsig's Console API that requests name. https://docs.statsig.com/console-api */
export const API_VERSION = '20240601'
