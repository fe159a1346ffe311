import type { Config } from 'jest'

const swc: Config['transform'] = {
  '^.+\\.[jt]sx?$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
}

const config: Config = {
  testTimeout: 30_000,
  projects: [
    {
      displayName: 'node',
      testEnvironment: 'node',
      transform: swc,
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.browser\\.test\\.ts$'],
    },
    {
      displayName: 'browser',
      testEnvironment: 'node',
      transform: swc,
      testMatch: ['**/*.browser.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    },
  ],
}

export default config
