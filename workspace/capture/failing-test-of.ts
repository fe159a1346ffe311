/** A captured webhook as a test that fails until somebody says what should have become of it. */
import type { RequestRecord } from '../records'
import type { Fixture } from './fixture-of'

/** TypeScript for Jest or Vitest with globals. */
export function failingTestOf(request: RequestRecord, fixture: Fixture): string {
  const { summary } = request
  const sent = summary?.sent ?? 0
  const lines = [
    `// Captured from the local workspace: ${fixture.source}.`,
    `import { createWorkspace } from 'segment-experiments/workspace'`,
    '',
    `const body = ${JSON.stringify(fixture.body, null, 2)}`,
    '',
    `it('treats the captured webhook as it should', async () => {`,
    '  const workspace = await createWorkspace({',
    '    sources: [',
    '      {',
    `        id: ${JSON.stringify(request.sourceId ?? 'source')},`,
    '        sourceFunction: {',
    `          file: 'dist/functions/source.js',`,
    `          settings: { platform: ${JSON.stringify(summary?.platform ?? 'auto')}, sharedSecret: 'test-secret' },`,
    '        },',
    '      },',
    '    ],',
    '  })',
    '  try {',
    `    const options = { query: { token: 'test-secret' } }`,
    `    const request = await workspace.send(${JSON.stringify(request.sourceId ?? 'source')}, body, options)`,
    `    // It was: ${JSON.stringify({ status: request.status, error: request.error, summary })}`,
    `    // Say what it should be:`,
    `    expect(request.summary).toMatchObject({ in: ${summary?.in ?? 0}, sent: ${sent}, dropped: {}, rejected: {} })`,
    `    expect(workspace.events()).toEqual(['the events that should have been sent'])`,
    '  } finally {',
    '    await workspace.stop()',
    '  }',
    '})',
    '',
  ]
  return lines.join('\n')
}
