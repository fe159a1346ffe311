/** What a visitor's choice means for exposures. */

/** `false` holds them back, `'discard'` drops them. */
export type Consent = boolean | 'discard'

export type ConsentPredicate = (context: Record<string, unknown>) => Consent

/**
 * Consent wrappers stamp every event with the visitor's categories; without a wrapper there is no
 * stamp. https://segment.com/docs/privacy/consent-management/consent-in-segment/
 */
export function anyCategory({ consent }: { consent?: { categoryPreferences?: object } }): boolean {
  const categories = consent?.categoryPreferences
  return !categories || Object.values(categories).includes(true)
}
