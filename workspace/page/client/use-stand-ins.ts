/** The stand-in platforms with their faults, loaded again as things happen and when one is broken here. */
import { useEffect, useState } from 'preact/hooks'
import { postJson } from './api'
import { useAnswer } from './use-answer'
import { usePaced } from './use-paced'
import { useRecords } from './use-records'
import type { StandInAnswer } from './workspace-answers'

const listeners = new Set<() => void>()

export function useStandIns(): readonly StandInAnswer[] | undefined {
  const version = usePaced(useRecords().version())
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    const listener = () => setChanges((count) => count + 1)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [])
  const { value } = useAnswer<{ items: StandInAnswer[] }>('stand-ins', `${version} ${changes}`)
  return value?.items
}

/** @param fault `none` repairs the platform. */
export async function setFault(
  platform: string,
  fault: StandInAnswer['fault'] | { kind: 'none' },
): Promise<void> {
  await postJson('faults', { platform, ...fault })
  for (const listener of listeners) listener()
}
