import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import document from '@vitrine/contract/openapi.json' with { type: 'json' };

type Operation = {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; description?: string }[];
  responses: Record<string, { description: string }>;
};

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    ...operation,
  })),
);

type Schema = { type?: string | string[]; allOf?: Schema[] };

/** Lists every object in the document, at any depth. */
function schemasIn(value: unknown): Schema[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(schemasIn);
  return Array.isArray(value) ? inner : [value, ...inner];
}

describe('the OpenAPI document', () => {
  it('gives every operation a unique id, a summary and one tag', () => {
    const ids = operations.map(({ operationId }) => operationId);
    assert.equal(new Set(ids).size, operations.length);
    const known = new Set<string | undefined>(document.tags.map(({ name }) => name));
    for (const { name, operationId, summary, tags = [] } of operations) {
      assert.ok(operationId && summary, name);
      assert.ok(tags.length === 1 && known.has(tags[0]), name);
    }
  });

  it('describes every parameter', () => {
    const bare = operations.flatMap(({ name, parameters = [] }) =>
      parameters.filter(({ description }) => !description).map((parameter) => `${name} ${parameter.name}`),
    );
    assert.deepEqual(bare, []);
  });

  it('extends no nullable schema, because null would have to match every part', () => {
    const intersections = schemasIn(document).flatMap(({ allOf }) => (allOf ? [allOf] : []));
    assert.ok(intersections.length > 0, 'some schemas extend others');
    const nullable = intersections.filter((parts) =>
      parts.some(({ type }) => [type].flat().includes('null')),
    );
    assert.deepEqual(nullable, []);
  });

  it('contains no pattern that ends like a regular expression literal', () => {
    const patterns = JSON.stringify(document).match(/"pattern":"(?:[^"\\]|\\.)*"/gu) ?? [];
    assert.ok(patterns.length > 0);
    for (const pattern of patterns) assert.doesNotMatch(pattern, /\/[a-z]*"$/u);
  });

  it('describes every operation and its callers', () => {
    for (const { name, description } of operations) assert.match(description ?? '', /^For /u, name);
  });

  it('describes the errors of every operation', () => {
    for (const { name, responses } of operations)
      for (const status of ['400', '401', '403', '429', '500', '503'])
        assert.ok(responses[status]?.description, `${name} ${status}`);
  });
});
