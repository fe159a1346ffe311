/** The route that the address says, now and whenever it changes. */
import { useEffect, useState } from 'preact/hooks'
import { type Route, routeOf } from './route'

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash))
  useEffect(() => {
    const update = () => setRoute(routeOf(location.hash))
    addEventListener('hashchange', update)
    return () => removeEventListener('hashchange', update)
  }, [])
  return route
}
