/** The top of the page: connection, host mode, faults that are in force, and the menu. */
import { useState } from 'preact/hooks'
import { faultText } from './fault-text'
import { HostMode } from './host-mode'
import { hrefOf } from './route'
import { useAnswer } from './use-answer'
import { usePaced } from './use-paced'
import { useRecords } from './use-records'
import type { View } from './view-list'
import type { StandInAnswer } from './workspace-answers'

export interface HeaderProps {
  views: readonly View[]
  current: View
  onTestEvent(): void
}

const CONNECTIONS = { connecting: 'Connecting', live: 'Live', lost: 'Not connected' } as const

export function Header({ views, current, onTestEvent }: HeaderProps) {
  const connection = useRecords().connection()
  const [open, setOpen] = useState(false)
  return (
    <header class="header">
      <div class="bar">
        <h1>Local Segment workspace</h1>
        <span class={`connection ${connection}`} role="status">
          {CONNECTIONS[connection]}
        </span>
        <span class="push" />
        <HostMode />
        <button type="button" class="primary" onClick={onTestEvent}>
          Send a test event
        </button>
        <button
          type="button"
          class="menu-button"
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => setOpen(!open)}
        >
          {current.title}
        </button>
      </div>
      <nav id="menu" aria-label="Views" class={open ? 'menu open' : 'menu'}>
        {views.map(({ id, title }) => (
          <a
            key={id}
            href={hrefOf(id)}
            aria-current={id === current.id ? 'page' : undefined}
            onClick={() => setOpen(false)}
          >
            {title}
          </a>
        ))}
      </nav>
      <FaultBanner />
    </header>
  )
}

/** Whoever wonders why nothing arrives should see at once that it is by their own wish. */
function FaultBanner() {
  const version = usePaced(useRecords().version())
  const { value } = useAnswer<{ items: StandInAnswer[] }>('stand-ins', version)
  const failing = value?.items.filter(({ fault }) => fault !== null) ?? []
  if (failing.length === 0) return null
  return (
    <p class="banner warn">
      {failing.map(({ platform, fault }) => (
        <span key={platform}>
          <b>{platform}</b> {faultText(fault)}.{' '}
        </span>
      ))}
      <a href={hrefOf('faults')}>Faults</a>
    </p>
  )
}
