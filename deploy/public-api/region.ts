/**
 * Segment's regions, as data.
 * https://docs.segmentapis.com/#tag/Getting-Started and https://segment.com/docs/guides/regional-segment/
 */
export type Region = 'us' | 'eu'

export interface RegionFacts {
  apiUrl: string
  /** Where vendors send webhooks; undefined where Segment does not publish it. */
  webhookUrl: string | undefined
}

export const regions: Readonly<Record<Region, RegionFacts>> = {
  us: { apiUrl: 'https://api.segmentapis.com', webhookUrl: 'https://fn.segmentapis.com' },
  eu: { apiUrl: 'https://eu1.api.segmentapis.com', webhookUrl: undefined },
}
