/** Loads an answer of the API, again whenever its path or `again` changes, and keeps the last one. */
import { useEffect, useState } from 'preact/hooks'
import { getJson } from './api'

export interface Answered<Answer> {
  value?: Answer
  error?: Error
}

export function useAnswer<Answer>(path: string, again: unknown = 0): Answered<Answer> {
  const [answered, setAnswered] = useState<Answered<Answer> & { path?: string }>({})
  useEffect(() => {
    let current = true
    getJson<Answer>(path).then(
      (value) => current && setAnswered({ value, path }),
      (error: Error) => current && setAnswered({ error, path }),
    )
    return () => {
      current = false
    }
  }, [path, again])
  return answered.path === path ? answered : {}
}
