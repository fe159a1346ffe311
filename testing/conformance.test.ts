import { acme } from '../platforms/acme'
import { platforms } from '../platforms/index'
import { describeWebhookConformance } from './webhook-conformance'

const all = [...platforms, acme]

describe.each(all)('$name', (platform) => {
  it('has an id that is its folder, and a name that is a URI scheme by form', () => {
    expect(platform.id).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(platform.name).toMatch(/^[A-Za-z][A-Za-z0-9+.-]*$/)
  })

  it('says what its facts were read from, and when', () => {
    expect(platform.facts.checked).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(Object.values(platform.facts.docs)).not.toEqual([])
    for (const doc of Object.values(platform.facts.docs)) expect(doc).toMatch(/^https:\/\//)
  })

  const { webhook } = platform
  if (webhook !== undefined) {
    describe('webhook', () => {
      const others = all.filter((other) => other !== platform)
      describeWebhookConformance({ ...platform, webhook }, others)
    })
  }
})
