/** A moment as the clock shows it here, with the whole of it in the tooltip. */
export function TimeText({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at} class="time">
      {clockTime(at)}
    </time>
  )
}

function clockTime(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const pad = (value: number, digits = 2) => String(value).padStart(digits, '0')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((it) => pad(it))
    .join(':')
  return `${time}.${pad(date.getMilliseconds(), 3)}`
}
