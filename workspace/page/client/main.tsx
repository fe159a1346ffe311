/** Starts the page. */
import { render } from 'preact'
import { App } from './app'
import { createRecords } from './records'
import { RecordsContext } from './use-records'

const root = document.getElementById('app')
if (root !== null) {
  render(
    <RecordsContext.Provider value={createRecords()}>
      <App />
    </RecordsContext.Provider>,
    root,
  )
}
