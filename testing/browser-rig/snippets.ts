/** The Segment snippet of two generations, pointed at a collector: 5.x and 4.15 stub different methods. */
import type { Collector } from './collector'

interface SnippetModule {
  min(options: { apiKey: string; host: string; page: boolean }): string
}

const MODULES = { snippet5: '@segment/snippet', snippet4: 'segment-snippet-4' } as const

export type SnippetName = keyof typeof MODULES

/** The text of the script; the collector speaks http, and the snippet would ask for https. */
export function snippet(name: SnippetName, collector: Collector, apiKey = 'wk'): string {
  const { min } = require(MODULES[name]) as SnippetModule
  const host = collector.url.replace('http://', '')
  const text = min({ apiKey, host, page: false }).replaceAll('https://', 'http://')
  return `${text};window.analytics._cdn = ${JSON.stringify(collector.url)}`
}
