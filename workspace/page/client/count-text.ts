/** A number with its word, in the right form. */
export function countText(count: number, word: string): string {
  return `${count.toLocaleString()} ${count === 1 ? word : `${word}s`}`
}
