/** Is this the same FQL? Segment may set spaces its own way; inside quotes they count. */
export function isSameFql(a: string, b: string): boolean {
  return normalised(a) === normalised(b)
}

function normalised(fql: string): string {
  return fql
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\s+/g, ' ')))
    .join('')
    .trim()
}
