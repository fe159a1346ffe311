/** Where in the page one is, kept in the address so that it can be shared and gone back from. */

export interface Route {
  view: string
  /** What is open in the view. */
  id?: string
}

const DEFAULT_VIEW = 'live'

/** @param hash `#/view` or `#/view/id` */
export function routeOf(hash: string): Route {
  const [view, ...rest] = hash.replace(/^#\/?/, '').split('/')
  const id = decode(rest.join('/'))
  return { view: view || DEFAULT_VIEW, ...(id === '' ? {} : { id }) }
}

export function hrefOf(view: string, id?: string): string {
  return id === undefined ? `#/${view}` : `#/${view}/${encodeURIComponent(id)}`
}

/** @param replace does not leave a step in the history */
export function go(view: string, id?: string, { replace = false } = {}): void {
  const href = hrefOf(view, id)
  if (!replace) location.hash = href
  else {
    history.replaceState(null, '', href)
    dispatchEvent(new HashChangeEvent('hashchange'))
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
