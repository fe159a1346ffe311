/** The page's only way to the workspace: its JSON API. */

/** An answer that is no success: what the API said, and its HTTP status. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message)
  }
}

/** @returns the answer, whose shape docs/workspace-api.md states. */
export function getJson<Answer>(path: string): Promise<Answer> {
  return request<Answer>(path)
}

export function postJson<Answer>(path: string, body: unknown): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  return request<Answer>(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function request<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`/api/${path}`, init)
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as Answer
  const said = answer as { message?: unknown } | undefined
  throw new ApiError(
    String(said?.message ?? `The API answered ${response.status}.`),
    response.status,
  )
}
