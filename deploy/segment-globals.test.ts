import { runInNewContext } from 'node:vm'
import { createRealm } from '../workspace/functions/function-realm'
import { segmentGlobals } from './segment-globals'

async function inWorkspace(body: string): Promise<string[]> {
  const realm = createRealm({
    name: 'globals',
    script: `function onRequest() { ${body} }`,
    elapsedMs: () => 0,
  })
  const sink = { timeoutMs: 1000, log: () => undefined, emit: () => undefined }
  return (await realm.run('onRequest', [], sink)) as string[]
}

it('names nothing that a function run in the local workspace would not find', async () => {
  const names = JSON.stringify([...segmentGlobals])
  const missing = await inWorkspace(`
    const has = (name) => {
      try { return name === 'undefined' || eval('typeof ' + name) !== 'undefined' }
      catch (error) { return /local workspace does not carry it/.test(error.message) }
    }
    return ${names}.filter((name) => !has(name))`)
  expect([...missing]).toEqual([])
})

it('names everything that a function finds there', async () => {
  // What the Node of today has beyond that of Segment is not for functions to use.
  const ofNode: string[] = runInNewContext('Object.getOwnPropertyNames(globalThis)')
  const found = await inWorkspace('return Object.getOwnPropertyNames(globalThis)')
  const ofSegment = [...found].filter((name) => !ofNode.includes(name))
  expect(ofSegment.filter((name) => !segmentGlobals.has(name))).toEqual([])
  expect(ofSegment.length).toBeGreaterThan(30)
})
