/**
 * Loads analytics.js for another source beside the page's own, as the snippet does for a custom
 * name. The page's `analytics` is untouched, and both share the visitor's ids.
 */
import type { Registrar } from './analytics'

export function ownSegment(writeKey: string, host = 'https://cdn.segment.com'): Registrar {
  const name = `segmentExperiments_${writeKey}`
  const stub = [] as unknown[] & { _writeKey?: string }
  stub._writeKey = writeKey
  ;(window as unknown as Record<string, unknown>)[name] = stub
  const script = document.createElement('script')
  script.dataset.globalSegmentAnalyticsKey = name
  script.src = `${host}/analytics.js/v1/${writeKey}/analytics.min.js`
  // analytics.js takes the first name it finds in the page, so the page's own must have read it.
  const page = document.documentElement
  const insert = () => page.insertBefore(script, page.firstChild)
  script.onload = () => page.removeChild(script)
  if (document.readyState === 'complete') insert()
  else window.addEventListener('load', insert)
  return stub
}
