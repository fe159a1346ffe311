/** Listens on loopback, and only there. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'

export interface Listening {
  /** `http://127.0.0.1:<port>` */
  url: string
  /** Closes the connections too, as a stream of events never ends by itself. */
  close(): Promise<void>
}

type FetchCallback = Parameters<typeof serve>[0]['fetch']

/** @param port 0 for any that is free. */
export async function listen(fetch: FetchCallback, port: number): Promise<Listening> {
  const server = serve({ fetch, hostname: '127.0.0.1', port })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
