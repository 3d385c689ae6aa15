type Schema = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  example?: unknown;
  default?: unknown;
  format?: string;
  minimum?: number;
  minItems?: number;
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: unknown;
};
type Media = { schema?: Schema; example?: unknown };
type Answer = { content?: Record<string, Media> };
type Operation = { requestBody?: Answer; responses: Record<string, Answer> };
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/* Example values by field name. Lists hold one of them. */
const byName: Record<string, unknown> = {
  id: '01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d',
  photoIds: '01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d',
  photoId: '01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d',
  albumId: '01938f30-12ab-7c44-8e9f-0a1b2c3d4e5f',
  username: 'ada',
  displayName: 'Ada',
  login: 'ada',
  password: 'correct horse battery',
  newPassword: 'a longer horse battery',
  title: 'Winter light',
  description: 'The harbour, an hour after sunrise.',
  altText: 'Two boats on calm water in low sun.',
  bio: 'I photograph the sea.',
  name: 'Backup script',
  tags: 'sea',
  fileName: 'IMG_0001.jpg',
  bytes: 3_512_345,
  width: 4032,
  height: 3024,
  contentType: 'image/jpeg',
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  url: '/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp',
  thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  device: 'Firefox on Linux',
  requestId: '7c1f3d2e-5a4b-4c6d-8e7f-9a0b1c2d3e4f',
  secret: 'the-token-itself-shown-this-once',
  camera: 'Canon EOS R6',
  lens: 'RF 35mm F1.8',
  focalLength: 35,
  aperture: 1.8,
  iso: 100,
  latitude: 54.32,
  longitude: 10.14,
};

/** Adds an example to every body that a request or a success has, made from the schema's own examples. */
export function addExamples<D extends Document>(document: D): D {
  const { schemas } = document.components;
  for (const methods of Object.values(document.paths))
    for (const { requestBody, responses } of Object.values(methods))
      for (const answer of [requestBody, ...Object.values(responses)]) {
        const media = answer?.content?.['application/json'];
        if (media?.schema) media.example = exampleOf(media.schema, '', schemas);
      }
  return document;
}

function exampleOf(schema: Schema, name: string, schemas: Record<string, Schema>): unknown {
  const { $ref, allOf, anyOf } = schema;
  if ($ref) return exampleOf(schemas[$ref.split('/').at(-1) ?? ''] ?? {}, name, schemas);
  if (schema.const !== undefined) return schema.const;
  if (schema.example !== undefined) return schema.example;
  if (allOf) return Object.assign({}, ...allOf.map((part) => exampleOf(part, name, schemas)));
  if (anyOf?.[0]) return exampleOf(anyOf[0], name, schemas);
  if (schema.enum) return schema.enum[0];
  const types = [schema.type ?? []].flat();
  if (types.includes('object')) {
    // Files in parts have many of them, and are none for an example.
    const fields = Object.entries(schema.properties ?? {}).filter(([, one]) => (one.minItems ?? 0) <= 1);
    return Object.fromEntries(fields.map(([field, one]) => [field, exampleOf(one, field, schemas)]));
  }
  if (types.includes('array')) return schema.items ? [exampleOf(schema.items, name, schemas)] : [];
  if (name in byName && fits(byName[name], types)) return byName[name];
  if (schema.default !== undefined) return schema.default;
  if (types.includes('boolean')) return true;
  if (types.includes('integer') || types.includes('number')) return Math.max(schema.minimum ?? 0, 1);
  return types.includes('null') ? null : 'text';
}

const fits = (value: unknown, types: readonly string[]) =>
  types.includes(typeof value) || (typeof value === 'number' && types.includes('integer'));
