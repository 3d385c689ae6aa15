import { z } from '@hono/zod-openapi';
import { photoSchema } from './photo.ts';
import { defineRoute } from './route.ts';

/** What `GET /events` sends: `event` is the type, `data` this as JSON. */
const eventSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('photo.changed'), photo: photoSchema }),
    z.object({ type: z.literal('photo.gone'), photoId: z.string() }),
    z.object({ type: z.literal('photo.liked'), photoId: z.string(), likeCount: z.number().int() }),
  ])
  .openapi('Event');
export type Event = z.infer<typeof eventSchema>;

export const streamEvents = defineRoute({
  method: 'get',
  path: '/events',
  access: 'member',
  summary: 'Server-sent events about one’s own things: states of photos, likes',
  request: {
    headers: z.object({
      'last-event-id': z
        .string()
        .max(15)
        .regex(/^\d+$/u, 'Must be the id of an event')
        .optional()
        .describe('The id of the last event heard: what came after it is told first'),
    }),
  },
  responses: {
    200: {
      description: 'A stream of events, or, where none can stay open, those that were missed',
      content: { 'text/event-stream': { schema: eventSchema } },
    },
  },
});
