/** The libraries that Segment's runtime has as globals, from Node and from npm. */
import * as crypto from 'node:crypto'
import * as https from 'node:https'
import * as zlib from 'node:zlib'
import lodash from 'lodash'
import moment from 'moment-timezone'
import fetch, { Headers, Request, Response } from 'node-fetch'

/**
 * node-fetch 2, as in production, so that a body or an option that only the newer fetch knows fails
 * here too. https://segment.com/docs/connections/functions/source-functions/#runtime-and-dependencies
 */
const INSTALLED = {
  crypto,
  https,
  zlib: { zlib },
  _: lodash,
  moment,
  fetch,
  Headers,
  Request,
  Response,
  URL,
  URLSearchParams,
  Buffer,
  FormData,
  atob,
  btoa,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
} as const

/** Documented globals whose packages the workspace does not carry: using one says so. */
const NOT_CARRIED = [
  'AWS',
  'fetchretrylib',
  'google',
  'hubspotlib',
  'jsforce',
  'jsonwebtoken',
  'libphonenumberjslib',
  'mailchimplib',
  'nodemailjet',
  'OAuth',
  'sendgrid',
  'skyflowlib',
  'stripe',
  'twilio',
  'uuidv5',
  'winstonlib',
  'xml',
  'xml2js',
] as const

/** Adds the libraries to the global object of a realm. */
export function addLibraries(globals: object, replaced: { fetch?: typeof fetch } = {}): void {
  Object.assign(globals, INSTALLED, replaced)
  for (const name of NOT_CARRIED) {
    Object.defineProperty(globals, name, {
      configurable: true,
      get() {
        throw new Error(
          `Segment's runtime has "${name}", the local workspace does not carry it. ` +
            'Run this part of the function on Segment, or stub the global in your script.',
        )
      },
    })
  }
}
