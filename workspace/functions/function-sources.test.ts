import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorkspace } from '../create-workspace'

it('runs what its file says now, and tells who listens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'function-'))
  const file = join(folder, 'source.js')
  const write = (word: string) =>
    writeFileSync(file, `async function onRequest() { console.log('${word}') }`)
  write('before')
  const workspace = await createWorkspace({
    watch: true,
    sources: [{ id: 'hook', sourceFunction: { file } }],
  })
  try {
    const response = await fetch(`${workspace.url}/api/stream`)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await workspace.send('hook', {})).runs?.[0]?.logs).toEqual(['before'])
    write('after')
    let text = ''
    while (!text.includes('event: reloads')) text += (await reader?.read())?.value ?? ''
    await reader?.cancel()
    expect((await workspace.send('hook', {})).runs?.[0]?.logs).toEqual(['after'])
  } finally {
    await workspace.stop()
    rmSync(folder, { recursive: true })
  }
})
