/** A value that changes often, at most once in `everyMs`: for what is loaded anew as things happen. */
import { useEffect, useRef, useState } from 'preact/hooks'

export function usePaced<Value>(value: Value, everyMs = 500): Value {
  const [paced, setPaced] = useState(value)
  const latest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  latest.current = value
  useEffect(() => {
    if (latest.current === paced || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      setPaced(latest.current)
    }, everyMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return paced
}
