/** Draws a component again whenever the records change. */
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Records } from './records'

export const RecordsContext = createContext<Records | undefined>(undefined)

export function useRecords(): Records {
  const records = useContext(RecordsContext)
  if (records === undefined) throw new Error('There is no RecordsContext above this component.')
  const [, redraw] = useState(0)
  useEffect(() => records.subscribe(() => redraw(records.version())), [records])
  return records
}
