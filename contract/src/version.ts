import { z } from '@hono/zod-openapi';
import { defineRoute, json } from './route.ts';

export const getVersion = defineRoute({
  method: 'get',
  path: '/version',
  access: 'anyone',
  summary: 'The version of the server and of this API',
  responses: {
    200: json(
      z
        .object({
          version: z.string().openapi({ description: 'The release of Vitrine that runs.', example: '0.1.0' }),
          api: z.string().openapi({ description: 'The version of this document.', example: '1.1.0' }),
        })
        .openapi('Version'),
      'The versions',
    ),
  },
});
