import { hrefOf, routeOf } from './route'

it.each([
  ['', { view: 'live' }],
  ['#/limits', { view: 'limits' }],
  ['#/unit/a%2Fb%20c', { view: 'unit', id: 'a/b c' }],
  ['#/unit/100%', { view: 'unit', id: '100%' }],
])('reads the address %s', (hash, route) => {
  expect(routeOf(hash)).toEqual(route)
})

it('writes an address that it reads', () => {
  expect(routeOf(hrefOf('unit', 'a/b?c#d'))).toEqual({ view: 'unit', id: 'a/b?c#d' })
})
