import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { apiBase } from '@vitrine/contract/api.ts';
import document from '@vitrine/contract/openapi.json' with { type: 'json' };
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { App } from '../../http/environment.ts';

/** Compares every response of the app with the OpenAPI document and adds each difference to `faults`. */
export function checkAnswers(app: App, faults: string[]): App {
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const fault = await findContractFault(request, await decode(response));
    if (fault) faults.push(fault);
    return response;
  };
  return app;
}

/** Decodes the response as `fetch` does. An app that is called without a network leaves it encoded. */
async function decode(response: Response): Promise<Response> {
  const encoding = response.headers.get('content-encoding') as keyof typeof decoders | null;
  if (!encoding || !response.body) return response;
  const bytes = new Uint8Array(await response.clone().arrayBuffer());
  const { status, headers } = response;
  return new Response(new Uint8Array(decoders[encoding](bytes)), { status, headers });
}
const decoders = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };

/** Throws the faults found so far, once. */
export function throwFaults(faults: string[]): void {
  const found = faults.splice(0);
  if (found.length > 0)
    throw new Error(`answers that the OpenAPI document does not describe:\n${found.join('\n')}`);
}

type Schema = { [keyword: string]: unknown };
type Described = {
  description: string;
  headers?: Record<string, { schema: Schema; required?: boolean }>;
  content?: Record<string, { schema: Schema }>;
};
type Operations = Record<string, { responses: Record<string, Described> }>;

const paths = Object.entries(document.paths as unknown as Record<string, Operations>)
  .map(([path, methods]) => ({ path, methods, form: formOf(path) }))
  // Sorts paths with more fixed text first, as the router prefers them: `/photos/bulk` before `/photos/{id}`.
  .sort((a, b) => fixedLength(b.path) - fixedLength(a.path));

/** Describes how a response differs from the OpenAPI document. Returns `undefined` if it does not. */
export async function findContractFault(
  { method, url }: { method: string; url: string },
  response: Response,
): Promise<string | undefined> {
  const { pathname } = new URL(url);
  // The document does not describe CORS preflights.
  if (method === 'OPTIONS' && response.status === 204) return undefined;
  if (!pathname.startsWith(`${apiBase}/`)) return undefined;
  const found = paths.find(({ form }) => form.test(pathname.slice(apiBase.length)));
  const operation = found?.methods[(method === 'HEAD' ? 'get' : method).toLowerCase()];
  const name = `${method} ${pathname} → ${response.status}`;
  const described = operation ? operation.responses[response.status] : unknownAddress;
  if (!described) return `${name}: the document names no such status`;
  for (const [header, { required }] of Object.entries(described.headers ?? {}))
    if (required && !response.headers.has(header)) return `${name}: the header ${header} is missing`;
  const type = response.headers.get('content-type')?.split(';')[0];
  if (type === 'text/event-stream' && described.content?.[type]) return undefined;
  const text = method === 'HEAD' ? '' : await response.clone().text();
  if (text === '')
    return described.content && method !== 'HEAD' ? `${name}: the document promises a body` : undefined;
  const content = described.content?.[type ?? ''];
  if (!content) return `${name}: the document names no body of type ${type}`;
  const validate = validatorOf(content.schema);
  if (validate(JSON.parse(text))) return undefined;
  const faults = validate.errors?.map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  return `${name}: ${faults?.join('; ')}: ${text.slice(0, 500)}`;
}

function formOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/gu, '[^/]+')}$`, 'u');
}

function fixedLength(path: string): number {
  return path.replace(/\{\w+\}/gu, '').length;
}

/* An unknown path or method gets a problem. */
const unknownAddress: Described = {
  description: 'not described',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/**
 * Closes a schema to fields that it does not name. A part of an intersection stays open, and the intersection is
 * closed as a whole.
 */
function close(schema: unknown, isPart = false): unknown {
  if (Array.isArray(schema)) return schema.map((one) => close(one));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { allOf, properties, $ref, ...rest } = schema as Schema;
  const closed = Object.fromEntries(Object.entries(rest).map(([keyword, value]) => [keyword, close(value)]));
  return {
    ...closed,
    ...(typeof $ref === 'string' && { $ref: isPart ? $ref.replace('/schemas/', '/open/') : $ref }),
    ...(Array.isArray(allOf) && { allOf: allOf.map((one) => close(one, true)) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties as Schema).map(([name, value]) => [name, close(value)]),
      ),
    }),
    ...((allOf || properties) && !isPart ? { unevaluatedProperties: false } : {}),
  };
}

const closeAll = (isPart: boolean) =>
  Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [name, close(schema, isPart)]),
  );
const validators = new Map<Schema, ValidateFunction>();
let ajv: Ajv2020 | undefined;

function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  ajv ??= formats
    .default(new Ajv2020({ strict: false, allErrors: true }))
    .addSchema({ $id: 'vitrine:', components: { schemas: closeAll(false), open: closeAll(true) } });
  const closed = JSON.stringify(close(schema)).replaceAll('"#/components', '"vitrine:#/components');
  const validate = ajv.compile(JSON.parse(closed));
  validators.set(schema, validate);
  return validate;
}
