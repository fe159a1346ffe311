import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

jest.setTimeout(120_000)

function demo(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', 'ts-node/register', 'scripts/demo.ts', ...args],
    { cwd: join(__dirname, '..'), encoding: 'utf8' },
  )
  const row = (title: string) =>
    stdout
      .split('\n')
      .find((line) => line.startsWith(title))
      ?.split(/ {3,}/)
  return { status, stdout, stderr, row }
}

it('does the main job and says that everything arrived', () => {
  const { status, row, stdout, stderr } = demo()
  expect(stderr).toBe('')
  expect(row('Statsig webhooks')).toEqual([
    'Statsig webhooks → Segment',
    '20',
    '20',
    '0',
    '0',
    '10 of 10',
  ])
  expect(row('Segment events → Statsig')?.slice(1)).toEqual(['300', '300', '0', '0', '300 of 300'])
  expect(row('Segment audience → Statsig')?.at(-1)).toBe('94 of 94')
  expect(stdout).toContain('94 members, 94 expected, 0 missing, 0 too many')
  expect(stdout).toContain('Everything arrived.')
  expect(status).toBe(0)
})

it('loses and doubles nothing when the platform goes away half-way', () => {
  const { status, row, stdout } = demo('--faults')
  const [, itemsIn, sent, dropped, retried, arrived] = row('Segment events → Statsig') ?? []
  expect([itemsIn, sent, dropped, arrived]).toEqual(['300', '300', '0', '300 of 300'])
  expect(Number(retried)).toBeGreaterThan(0)
  expect(stdout).toContain('94 members, 94 expected, 0 missing, 0 too many')
  expect(status).toBe(0)
})
