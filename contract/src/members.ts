import { z } from '@hono/zod-openapi';

/** How another person is shown beside what is theirs. */
export const memberSchema = z
  .object({ username: z.string(), displayName: z.string(), avatarUrl: z.string().nullable() })
  .openapi('Member');
