/**
 * Does the event's `integrations` object let a destination have it? Names are case-sensitive.
 * https://segment.com/docs/guides/filtering-data/#filtering-with-the-integrations-object
 */
export function wantsIntegration(
  integrations: Readonly<Record<string, unknown>> | undefined,
  name: string,
): boolean {
  const own = integrations?.[name]
  if (own !== undefined) return own !== false
  return integrations?.All !== false && integrations?.all !== false
}
