/** What a view shows until the API has answered, and if it will not. */
export function Waiting({ error }: { error: Error | undefined }) {
  if (error === undefined) return <p class="loading">Loading…</p>
  return (
    <p class="failed standing" role="alert">
      {error.message}
    </p>
  )
}
