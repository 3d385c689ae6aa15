import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/* https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, format 2.0. */

const domainName = 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com';
const textTypes = /^(?:text\/|application\/(?:json|javascript|xml)\b)/u;

/** Converts a request to the event of an HTTP API: header names in lower case, separate cookies, decoded path. */
export function writeGatewayEvent(request: IncomingMessage, body: Buffer): APIGatewayProxyEventV2 {
  const { method = 'GET', url = '/', rawHeaders, socket } = request;
  const [path = '/', ...query] = url.split('?');
  // API Gateway cuts the decoded path at a question mark.
  const rawPath = decodeURIComponent(path).split('?')[0] ?? '/';
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = Buffer.from(rawHeaders[index + 1] ?? '', 'latin1').toString('utf8');
    headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  const { cookie, ...others } = headers;
  const sourceIp = socket.remoteAddress ?? '';
  const isText = textTypes.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query.join('?'),
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/u) }),
    headers: {
      ...others,
      host: domainName,
      'x-forwarded-for': [others['x-forwarded-for'], sourceIp].filter(Boolean).join(', '),
    },
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      domainName,
      domainPrefix: 'a1b2c3d4e5',
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Sends the function's result as an HTTP API does. */
export function sendGatewayAnswer(
  {
    statusCode = 200,
    headers = {},
    cookies = [],
    body = '',
    isBase64Encoded,
  }: APIGatewayProxyStructuredResultV2,
  response: ServerResponse,
): void {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  response.statusCode = statusCode;
  for (const [name, value] of Object.entries(headers))
    if (name !== 'content-length') response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.end(bytes);
}
