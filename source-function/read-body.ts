/** The text of a request's body, of limited size, plain or gzipped. */
import { ExperimentsError } from '../platforms/experiments-error'

/** What a deployed source function accepts; a gzipped body may not inflate to more. */
export const MAX_BODY_BYTES = 512 * 1024

/** @throws ExperimentsError BODY_TOO_LARGE, BODY_TIMEOUT, BAD_ENCODING */
export async function readBody(request: Request, timeoutMs: number): Promise<string> {
  // The length that is announced is checked too, so that nothing is read only to be thrown away.
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) throw tooLarge()
  if (request.body === null) return ''
  const signal = AbortSignal.timeout(timeoutMs)
  const bytes = await collect(decoded(request.body, encodingOf(request), signal), signal)
  try {
    // A byte order mark is part of what was signed.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw badEncoding('bytes that are not UTF-8', cause)
  }
}

function encodingOf(request: Request): string {
  return request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
}

function decoded(
  body: ReadableStream<BufferSource>,
  encoding: string,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  if (encoding === 'identity' || encoding === '') {
    return body.pipeThrough(new TransformStream<BufferSource, Uint8Array>(), { signal })
  }
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw badEncoding(`encoding ${encoding}`)
  return body.pipeThrough(new DecompressionStream('gzip'), { signal })
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await readChunk(reader, signal)
    if (done || value === undefined) return joined(chunks, size)
    size += value.byteLength
    if (size > MAX_BODY_BYTES) {
      // The rest of a gzip bomb is never inflated.
      await reader.cancel().catch(() => undefined)
      throw tooLarge()
    }
    chunks.push(value)
  }
}

async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal,
): Promise<{ done: boolean; value?: Uint8Array }> {
  try {
    return await reader.read()
  } catch (cause) {
    if (signal.aborted) throw tooLate()
    throw badEncoding('gzip that does not inflate, or a body that broke off', cause)
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function tooLarge(): ExperimentsError {
  return new ExperimentsError(
    'BODY_TOO_LARGE',
    `The body is over ${MAX_BODY_BYTES / 1024} KiB, compressed or inflated. Send fewer events in one request.`,
  )
}

function tooLate(): ExperimentsError {
  const message = 'The body did not arrive in time. Send the request again.'
  return new ExperimentsError('BODY_TIMEOUT', message)
}

function badEncoding(received: string, cause?: unknown): ExperimentsError {
  return new ExperimentsError(
    'BAD_ENCODING',
    `The body must be UTF-8, plain or gzipped (received: ${received}).`,
    { cause },
  )
}
