/** The workspace as code: `npm run deploy -- plan|apply|status|rollback|destroy`. */
import { createInterface } from 'node:readline/promises'
import { config } from 'dotenv'
import { runDeploy } from '../deploy/run-deploy'

config({ quiet: true })

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

runDeploy(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  print: (text) => process.stdout.write(`${text}\n`),
  report: (text) => process.stderr.write(`${text}\n`),
  ...(process.stdin.isTTY && { ask }),
}).then((exitCode) => {
  process.exitCode = exitCode
})
