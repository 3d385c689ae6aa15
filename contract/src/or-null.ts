import { z } from '@hono/zod-openapi';

/**
 * A named schema or null. `.nullable()` on one is written into the document as an intersection with the schema itself,
 * which null never satisfies.
 */
export const orNull = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()]);
