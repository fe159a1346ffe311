/** Makes something exactly once with an API that has no idempotency key: after doubt, look before repeating. */
import type { Clock } from './clock'
import { DeployError, mayHaveActed } from './deploy-error'

/** What was made may appear in lists late. */
const LOOK_AFTER_MS = [1_000, 4_000, 15_000]
const ATTEMPTS = 2

/**
 * @param create Throws OUTCOME_UNKNOWN when it may have acted.
 * @param find The thing, if it exists already.
 */
export async function createOnce<T>(
  clock: Clock,
  create: () => Promise<T>,
  find: () => Promise<T | undefined>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await create()
    } catch (error) {
      if (!isDoubtful(error)) throw error
      const found = await lookRepeatedly(clock, find)
      if (found !== undefined) return found
      if (attempt === ATTEMPTS) throw error
    }
  }
}

async function lookRepeatedly<T>(
  clock: Clock,
  find: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const ms of LOOK_AFTER_MS) {
    await clock.sleep(ms)
    const found = await find()
    if (found !== undefined) return found
  }
  return undefined
}

/** An answer that cannot be understood follows an act as well. */
function isDoubtful(error: unknown): boolean {
  return mayHaveActed(error) || (error instanceof DeployError && error.code === 'UNEXPECTED_SHAPE')
}
