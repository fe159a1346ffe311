/** Finds a Chromium on this machine, fetching one if there is none, and starts it for tests and benchmarks. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const INSTALL_PATHS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** Root cannot use Chromium's sandbox, and nothing here should reach the network by itself. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of a Chromium; throws an error that says what to do if none can be had. */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, where there is no file. Correct or unset it.`)
  }
  return installed() ?? fetched() ?? giveUp()
}

/** A headless Chromium. The caller closes it. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    ...options,
    args: [...ARGS, ...(options.args ?? [])],
  })
}

function installed(): string | undefined {
  const paths = [...(INSTALL_PATHS[process.platform] ?? []), chromium.executablePath()]
  return paths.find((path) => path !== '' && existsSync(path))
}

function fetched(): string | undefined {
  for (const [command, ...args] of waysToFetch()) {
    try {
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
    } catch {
      // The next way may work; if none does, the error says what to do by hand.
    }
    const path = installed()
    if (path !== undefined) return path
  }
  return undefined
}

function waysToFetch(): [string, ...string[]][] {
  const playwright = require.resolve('playwright-core/cli.js')
  const ways: [string, ...string[]][] = [[process.execPath, playwright, 'install', 'chromium']]
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    ways.push(['apt-get', 'update', '-qq'])
    ways.push(['apt-get', 'install', '-y', '-qq', 'chromium'])
  }
  return ways
}

function giveUp(): never {
  throw new Error(
    'No Chromium was found and none could be fetched. Install Chrome or Chromium, or run ' +
      '`npx playwright-core install chromium`, or set CHROMIUM_PATH to its executable.',
  )
}
