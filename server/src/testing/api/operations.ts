import document from '@vitrine/contract/openapi.json' with { type: 'json' };

export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  maximum?: number;
};
export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema };

export type Operation = {
  /** `PATCH /photos/{id}` */
  name: string;
  method: string;
  path: string;
  access: 'anyone' | 'member' | 'session' | 'admin';
  parameters: Parameter[];
  body: Schema | undefined;
};

type Described = {
  'x-access': Operation['access'];
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json'?: { schema: Schema } } };
};

// The document is generated from the contract. Another test checks that it is current.
const paths = document.paths as unknown as Record<string, Record<string, Described>>;

/** Every operation of the OpenAPI document. */
export const operations: readonly Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    access: described['x-access'],
    parameters: described.parameters ?? [],
    body: described.requestBody?.content['application/json']?.schema,
  })),
);
