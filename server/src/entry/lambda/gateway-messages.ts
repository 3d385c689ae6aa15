import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/* https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, format 2.0. */

/** Converts an event of API Gateway into a request. */
export function readGatewayRequest(event: APIGatewayProxyEventV2): Request {
  const { rawPath, rawQueryString, requestContext, cookies, body, isBase64Encoded } = event;
  const { method } = requestContext.http;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) headers.set(name, asHeaderBytes(value ?? ''));
  if (cookies?.length) headers.set('cookie', asHeaderBytes(cookies.join('; ')));
  const query = rawQueryString && `?${rawQueryString}`;
  return new Request(`https://${requestContext.domainName}${escapePath(rawPath)}${query}`, {
    method,
    headers,
    ...(body !== undefined &&
      method !== 'GET' &&
      method !== 'HEAD' && { body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') }),
  });
}

/* `Headers` takes each byte of a header as one character. */
const asHeaderBytes = (value: string) => Buffer.from(value, 'utf8').toString('latin1');

/**
 * API Gateway unescapes the path. This escapes the characters again that a path cannot contain, and keeps remaining
 * escapes.
 */
const escapePath = (path: string) =>
  path.toWellFormed().replace(/%(?![\dA-Fa-f]{2})|[^\w!$%&'()*+,\-./:;=@~]/gu, encodeURIComponent);

const textTypes = /^(?:text\/|application\/(?:[\w.]+\+)?json)/u;

/** Converts a response to API Gateway's format. */
export async function writeGatewayAnswer(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const { status: statusCode, headers } = response;
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = textTypes.test(headers.get('content-type') ?? '') && !headers.has('content-encoding');
  return {
    statusCode,
    headers: Object.fromEntries([...headers].filter(([name]) => name !== 'set-cookie')),
    cookies: headers.getSetCookie(),
    body: bytes.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}
