/** Asks whose way to show, and offers the units that came last. */
import { useState } from 'preact/hooks'
import { go, hrefOf } from './route'
import { useRecords } from './use-records'

const OFFERED_UNITS = 12
const SEARCHED_ROWS = 500

export function UnitSearch({ id = '' }: { id?: string }) {
  const [text, setText] = useState(id)
  const rows = useRecords().rows().slice(-SEARCHED_ROWS)
  const units = [...new Set(rows.map(({ unit }) => unit).reverse())].filter(Boolean)
  const open = (event: Event) => {
    event.preventDefault()
    if (text.trim() !== '') go('unit', text.trim())
  }
  return (
    <>
      <form class="inline" onSubmit={open}>
        <input
          type="search"
          aria-label="userId or anonymousId"
          placeholder="userId or anonymousId"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit">Show</button>
      </form>
      {id === '' && units.length > 0 && (
        <p class="facts">
          <span>Seen last:</span>
          {units.slice(0, OFFERED_UNITS).map((unit) => (
            <a key={unit} class="mono" href={hrefOf('unit', unit)}>
              {unit}
            </a>
          ))}
        </p>
      )}
    </>
  )
}
