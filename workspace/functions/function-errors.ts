/** The error classes that Segment documents for functions, as a script for the function's own realm. */

/** https://segment.com/docs/connections/functions/destination-functions/#destination-functions-error-types */
export const FUNCTION_ERRORS = [
  'EventNotSupported',
  'InvalidEventPayload',
  'ValidationError',
  'RetryError',
  'DropEvent',
] as const

export type FunctionErrorName = (typeof FUNCTION_ERRORS)[number]

/** Evaluates to an object of the classes by name. */
export const FUNCTION_ERRORS_SCRIPT = `({${FUNCTION_ERRORS.map(
  (name) => `${name}: class ${name} extends Error {
    constructor(message) { super(message); this.name = '${name}' }
  }`,
).join(',')}})`

/** An error of another realm is no `instanceof Error` here: only its name and message can be trusted. */
export function describeError(error: unknown): { name: string; message: string } {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const name = 'name' in error ? String(error.name) : 'Error'
    return { name, message: String(error.message) }
  }
  return { name: 'Error', message: String(error) }
}
