/** A line that fills up on a terminal, and one line for each tenth elsewhere. */

const WIDTH = 30

export interface ProgressBar {
  /** Without a total, only the count is known. */
  update(done: number, total: number | undefined, what: string): void
}

export function progressBar(stream: {
  isTTY?: boolean
  write(text: string): unknown
}): ProgressBar {
  let lastTenth = -1
  return {
    update(done, total, what) {
      if (total === undefined) {
        if (stream.isTTY === true) stream.write(`\r${done.toLocaleString('en')} ${what}`)
        return
      }
      const share = total === 0 ? 1 : done / total
      const filled = Math.round(share * WIDTH)
      const line = `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${done.toLocaleString('en')} / ${total.toLocaleString('en')} ${what}`
      if (stream.isTTY === true) {
        stream.write(`\r${line}${done === total ? '\n' : ''}`)
        return
      }
      const tenth = Math.floor(share * 10)
      if (tenth === lastTenth) return
      lastTenth = tenth
      stream.write(`${line}\n`)
    },
  }
}
