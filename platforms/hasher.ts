import { finishHash, HASH_SEEDS } from './hash'

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { imul } = Math

/** The same mixing as `hash`, fed piece by piece. */
export class Hasher {
  private a1 = HASH_SEEDS[0]
  private a2 = HASH_SEEDS[1]
  private b1 = HASH_SEEDS[2]
  private b2 = HASH_SEEDS[3]

  /** Preceded by its length, so that `ab` and `c` are not `a` and `bc`. */
  text(text: string): void {
    this.word(text.length)
    let { a1, a2, b1, b2 } = this
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      a1 = imul(a1 ^ code, 2654435761)
      a2 = imul(a2 ^ code, 1597334677)
      b1 = imul(b1 ^ code, 2654435761)
      b2 = imul(b2 ^ code, 1597334677)
    }
    this.a1 = a1
    this.a2 = a2
    this.b1 = b1
    this.b2 = b2
  }

  /** At most 16 bits: the mixing never brings a high bit down again. */
  word(bits: number): void {
    this.a1 = imul(this.a1 ^ bits, 2654435761)
    this.a2 = imul(this.a2 ^ bits, 1597334677)
    this.b1 = imul(this.b1 ^ bits, 2654435761)
    this.b2 = imul(this.b2 ^ bits, 1597334677)
  }

  digest(): string {
    return finishHash(this.a1, this.a2, this.b1, this.b2)
  }
}
