/**
 * The globals that a deployed function can rely on, as data: what JavaScript itself has in Node 20,
 * and what Segment documents. Names seen in Segment's published runtime are listed too.
 * https://segment.com/docs/connections/functions/environment/ ; checked 2026-11-21.
 */
const javaScript = `
  Object Function Array Number Boolean String Symbol BigInt Date Math JSON RegExp Promise Proxy
  Reflect Intl WebAssembly Atomics globalThis Map Set WeakMap WeakSet WeakRef
  FinalizationRegistry undefined NaN Infinity Error AggregateError EvalError RangeError
  ReferenceError SyntaxError TypeError URIError ArrayBuffer SharedArrayBuffer DataView Int8Array
  Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array
  Float64Array BigInt64Array BigUint64Array parseFloat parseInt isFinite isNaN decodeURI
  decodeURIComponent encodeURI encodeURIComponent escape unescape arguments
`

const runtime = `
  console fetch Request Response Headers URL URLSearchParams FormData Buffer atob btoa setTimeout
  clearTimeout setInterval clearInterval crypto https cache Segment EventNotSupported
  InvalidEventPayload ValidationError RetryError DropEvent
`

const libraries = `
  _ AWS fetchretrylib google hubspotlib jsforce jsonwebtoken libphonenumberjslib mailchimplib
  nodemailjet moment OAuth sendgrid skyflowlib stripe twilio uuidv5 winstonlib xml xml2js zlib
`

export const segmentGlobals: ReadonlySet<string> = new Set(
  `${javaScript} ${runtime} ${libraries}`.trim().split(/\s+/),
)

export const sourceHandlers = ['onRequest'] as const

/** https://segment.com/docs/connections/functions/destination-functions/#code-the-destination-function */
export const destinationHandlers = [
  'onTrack',
  'onIdentify',
  'onGroup',
  'onPage',
  'onScreen',
  'onAlias',
  'onDelete',
  'onBatch',
] as const
