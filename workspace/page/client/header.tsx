/** The top of the page: connection, host mode, faults that are in force, and the menu. */
import { useState } from 'preact/hooks'
import { faultText } from './fault-text'
import { HostMode } from './host-mode'
import { LiveBanner } from './live-banner'
import { hrefOf } from './route'
import { useRecords } from './use-records'
import { useStandIns } from './use-stand-ins'
import type { View } from './view-list'

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
      <LiveBanner />
      <FaultBanner />
    </header>
  )
}

/** Whoever wonders why nothing arrives should see at once that it is by their own wish. */
function FaultBanner() {
  const failing = useStandIns()?.filter(({ fault }) => fault !== null) ?? []
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
