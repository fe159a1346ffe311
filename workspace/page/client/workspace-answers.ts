/** What the API says of the workspace itself, of its stand-ins and of its lists. */
import type { Fault } from '../../stand-ins/faults'
import type { AcceptedKind, StandInList } from '../../stand-ins/stand-in'

export interface WorkspaceAnswer {
  url: string
  mode: 'deployed' | 'tester'
  timeScale: number
  sources: { id: string; writeKey: string; webhookUrl?: string }[]
  /** Without a stand-in it is the real platform. */
  destinations: { id: string; standIn: string | null }[]
  totals: Record<string, number>
}

export interface StandInAnswer {
  platform: string
  accepted: Record<AcceptedKind, number>
  fault: Fault | null
}

export interface ListAnswer extends StandInList {
  platform: string
  members: string[]
}

export interface TestEventAnswer {
  platform: string
  name: string
  source: string
  /** The source whose function takes it; null if there is none. */
  sourceId: string | null
}
