/** The values of a function's settings that are secret by their name, so that they are never shown. */

const SECRET = /secret|token|password|api_?key|console_?key|credential/i

export function secretsIn(settings: Readonly<Record<string, unknown>> | undefined): unknown[] {
  return Object.entries(settings ?? {})
    .filter(([name]) => SECRET.test(name))
    .map(([, value]) => value)
}
