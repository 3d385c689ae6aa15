import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import document from '@vitrine/contract/openapi.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type Media = { schema: object; example?: unknown };
type Bodies = { content?: Record<string, Media> };

describe('the examples of the OpenAPI document', () => {
  it('stand at every body of JSON, and are what the schema takes', () => {
    const ajv = formats
      .default(new Ajv2020({ strict: false, allErrors: true }))
      .addSchema({ $id: 'vitrine:', ...document });
    let count = 0;
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        const { requestBody, responses } = operation as {
          requestBody?: Bodies;
          responses: Record<string, Bodies>;
        };
        for (const bodies of [requestBody, ...Object.values(responses)]) {
          const media = bodies?.content?.['application/json'];
          if (!media) continue;
          count += 1;
          const schema = JSON.parse(JSON.stringify(media.schema).replaceAll('"#/', '"vitrine:#/'));
          const validate = ajv.compile(schema);
          const isValid = validate(media.example);
          assert.ok(
            isValid,
            `${method} ${path}: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(media.example)}`,
          );
        }
      }
    assert.ok(count > 40);
  });
});
