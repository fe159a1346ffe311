/** The ID lists of the stand-in platforms, with their members. */
import { useState } from 'preact/hooks'
import { countText } from '../count-text'
import { EmptyState } from '../empty-state'
import { hrefOf } from '../route'
import { useAnswer } from '../use-answer'
import { usePaced } from '../use-paced'
import { useRecords } from '../use-records'
import { Waiting } from '../waiting'
import type { ListAnswer } from '../workspace-answers'

const SHOWN_MEMBERS = 200

export function ListsView() {
  const version = usePaced(useRecords().version())
  const { value, error } = useAnswer<{ items: ListAnswer[] }>('lists', version)
  if (value === undefined) return <Waiting error={error} />
  if (value.items.length === 0) {
    return (
      <EmptyState title="No list yet">
        <p>
          An audience of Segment becomes an ID list at the platform. The lists, with who is on them,
          show here as soon as a destination makes one.
        </p>
      </EmptyState>
    )
  }
  return (
    <div class="column">
      <div class="view-head">
        <h2>Lists</h2>
        <p class="muted">Audiences as the platforms have them now.</p>
      </div>
      <div class="cards">
        {value.items.map((list) => (
          <ListCard key={`${list.platform} ${list.id}`} list={list} />
        ))}
      </div>
    </div>
  )
}

function ListCard({ list }: { list: ListAnswer }) {
  const { platform, id, name, unitKind, count, members } = list
  const [search, setSearch] = useState('')
  const found = members.filter((member) => member.toLowerCase().includes(search.toLowerCase()))
  const notShown = count - Math.min(found.length, SHOWN_MEMBERS)
  return (
    <section class="card">
      <h3>{name ?? id}</h3>
      <p class="facts">
        <span>{platform}</span>
        {name !== undefined && name !== id && <span class="mono">{id}</span>}
        {unitKind !== undefined && <span>by {unitKind}</span>}
        <span>{countText(count, 'member')}</span>
      </p>
      {members.length > 10 && (
        <input
          type="search"
          placeholder="Find a member"
          aria-label={`Find a member of ${name ?? id}`}
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      <ul class="members">
        {found.slice(0, SHOWN_MEMBERS).map((member) => (
          <li key={member}>
            <a class="mono" href={hrefOf('unit', member)}>
              {member}
            </a>
          </li>
        ))}
      </ul>
      {notShown > 0 && search === '' && <p class="muted">And {notShown.toLocaleString()} more.</p>}
    </section>
  )
}
