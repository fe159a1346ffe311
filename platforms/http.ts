/** A request as a face describes it. Nothing in `platforms/` sends it. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  url: string
  headers: Record<string, string>
  /** Sent as JSON. */
  json?: unknown
}

export interface HttpResponse {
  status: number
  headers?: Record<string, string>
  /** Parsed JSON, or the text if it is not JSON. */
  body?: unknown
}

/** A header whatever the case of its name. */
export function headerOf(
  message: { headers?: Record<string, string> },
  name: string,
): string | undefined {
  const wanted = name.toLowerCase()
  for (const [key, value] of Object.entries(message.headers ?? {})) {
    if (key.toLowerCase() === wanted) return value
  }
  return undefined
}
