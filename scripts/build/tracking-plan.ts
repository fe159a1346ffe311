/** Builds `dist/tracking-plan/`: a plan for each platform, one for the standard form, and the types. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { platforms } from '../../platforms/index'
import { standardPlan } from '../../platforms/standard-plan'
import { trackingPlanOf } from '../tracking-plan/tracking-plan-of'
import { typesOf } from '../tracking-plan/types-of'

export async function buildTrackingPlan(root: string): Promise<void> {
  const folder = join(root, 'dist/tracking-plan')
  await mkdir(folder, { recursive: true })
  const write = (file: string, plan: unknown) =>
    writeFile(join(folder, file), `${JSON.stringify(plan, undefined, 2)}\n`)
  await write('standard.json', trackingPlanOf('Experiments', standardPlan))
  for (const { id, name, plan } of platforms) {
    if (plan !== undefined) await write(`${id}.json`, trackingPlanOf(name, plan))
  }
  const native = platforms.flatMap(({ plan }) => plan ?? [])
  await writeFile(join(folder, 'events.d.ts'), typesOf(standardPlan, native))
}
