import { ExperimentsError } from '../platforms/experiments-error'
import type { SourceSettings } from './read-settings'

/**
 * Fails closed: without a secret everybody's events would be let in.
 * @throws ExperimentsError NO_SECRET_SET
 */
export function requireSecret(
  settings: Pick<SourceSettings, 'sharedSecrets' | 'signingSecrets'>,
): void {
  if (settings.sharedSecrets.length > 0 || settings.signingSecrets.length > 0) return
  throw new ExperimentsError(
    'NO_SECRET_SET',
    'Neither sharedSecret nor signingSecret is set, so anybody could send events. Set one in the source’s settings.',
  )
}
