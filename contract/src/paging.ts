import { z } from '@hono/zod-openapi';
import { pageLimits } from './limits.ts';

export const pageQuery = z.object({
  limit: z.coerce
    .number()
    .int('limit must be a whole number')
    .min(1, 'limit must be at least 1')
    .max(pageLimits.max, `limit may be at most ${pageLimits.max}`)
    .default(pageLimits.default)
    .openapi({
      type: 'integer',
      minimum: 1,
      maximum: pageLimits.max,
      default: pageLimits.default,
      description: 'How many items a page holds at most',
    }),
  cursor: z.string().min(1).max(1000).optional().describe('`nextCursor` of the page before'),
});

export const page = <S extends z.ZodType>(item: S) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('The `cursor` of the next page; null on the last one.'),
  });
