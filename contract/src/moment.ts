import { z } from '@hono/zod-openapi';

/** When something happened or will, in UTC (RFC 3339). */
export const moment = z.string().openapi({ format: 'date-time', example: '2026-05-04T10:20:30.000Z' });
