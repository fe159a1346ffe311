/** A fetch handler as an AWS Lambda function behind a function URL or an HTTP API. */

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads, version 2.0 */
export interface LambdaUrlEvent {
  rawPath: string
  rawQueryString: string
  headers: Record<string, string | undefined>
  requestContext: { domainName: string; http: { method: string } }
  body?: string
  isBase64Encoded?: boolean
}

export interface LambdaUrlResult {
  statusCode: number
  headers: Record<string, string>
  body: string
}

export function lambdaHandler(
  handle: (request: Request) => Promise<Response>,
): (event: LambdaUrlEvent) => Promise<LambdaUrlResult> {
  return async function handler(event) {
    const response = await handle(requestOf(event))
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    }
  }
}

function requestOf(event: LambdaUrlEvent): Request {
  const { rawPath, rawQueryString, requestContext, body } = event
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`
  const headers = Object.entries(event.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  const { method } = requestContext.http
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD'
  return new Request(`https://${requestContext.domainName}${rawPath}${query}`, {
    method,
    headers,
    body: hasBody ? bytesOf(body, event.isBase64Encoded ?? false) : undefined,
  })
}

/** Binary bodies, gzip among them, arrive in base64. */
function bytesOf(body: string, isBase64: boolean): BodyInit {
  return isBase64 ? Uint8Array.from(atob(body), (char) => char.charCodeAt(0)) : body
}
