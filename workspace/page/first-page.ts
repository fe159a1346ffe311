/** The page while the real one is not built: a plain list of what happens, live. */
export const FIRST_PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Local Segment workspace</title>
  <style>
    :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
    body { margin: 1rem auto; max-width: 70rem; padding: 0 1rem; }
    table { border-collapse: collapse; width: 100%; }
    th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.25rem 0.5rem; text-align: left; overflow-wrap: anywhere; }
  </style>
  <h1>Local Segment workspace</h1>
  <table>
    <thead><tr><th>Time</th><th>What</th><th>Name</th><th>State</th><th>Reason</th></tr></thead>
    <tbody id="rows"></tbody>
  </table>
  <script>
    const rows = document.getElementById('rows')
    const known = new Map()
    const cell = (row, text) => row.insertCell().append(text ?? '')
    function show(table, record) {
      const key = table + '/' + record.id
      const row = known.get(key) ?? rows.insertRow(0)
      known.set(key, row)
      row.replaceChildren()
      cell(row, record.at.slice(11, 19))
      cell(row, table)
      cell(row, record.name ?? record.action ?? (record.method ?? '') + ' ' + (record.url ?? record.type ?? ''))
      cell(row, String(record.status ?? ''))
      cell(row, record.reason ?? record.detail ?? record.error)
      if (rows.rows.length > 500) rows.lastElementChild.remove()
    }
    const tables = ['requests', 'events', 'deliveries']
    const stream = new EventSource('/api/stream')
    stream.addEventListener('ready', async () => {
      const pages = await Promise.all(tables.map(async (table) => {
        const response = await fetch('/api/' + table + '?limit=100')
        return (await response.json()).items.map((record) => [table, record])
      }))
      for (const [table, record] of pages.flat().sort((a, b) => (a[1].id < b[1].id ? -1 : 1))) show(table, record)
    }, { once: true })
    for (const table of tables) stream.addEventListener(table, (event) => show(table, JSON.parse(event.data)))
  </script>
</html>
`
