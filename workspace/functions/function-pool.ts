/**
 * The instances of a function. One instance runs one request at a time, as a Lambda does, so state at
 * the top level of a script is kept between requests and not shared between instances.
 */
import type { Realm } from './function-realm'

export interface FunctionPool {
  use<Result>(task: (realm: Realm) => Promise<Result>): Promise<Result>
}

const MAX_INSTANCES = 8

/** @param create makes an instance; called when all others are busy, at most 8 times. */
export function createFunctionPool(create: () => Realm, { warm }: { warm: boolean }): FunctionPool {
  const idle: Realm[] = []
  const waiting: ((realm: Realm) => void)[] = []
  let made = 0

  async function take(): Promise<Realm> {
    const free = idle.pop()
    if (free !== undefined) return free
    if (made < MAX_INSTANCES) {
      const realm = create()
      made += 1
      return realm
    }
    return new Promise((resolve) => waiting.push(resolve))
  }

  function release(realm: Realm): void {
    const next = waiting.shift()
    if (next !== undefined) next(realm)
    else idle.push(realm)
  }

  return {
    async use(task) {
      if (!warm) return task(create())
      const realm = await take()
      try {
        return await task(realm)
      } finally {
        release(realm)
      }
    },
  }
}
