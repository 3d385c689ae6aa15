import { z } from '@hono/zod-openapi';
import { photoSchema } from './photo.ts';
import { defineRoute } from './route.ts';

/** The events of `GET /events`: `event` is the type, `data` this object as JSON. */
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
  summary: 'Stream server-sent events about your photos: states and likes',
  request: {
    headers: z.object({
      'last-event-id': z
        .string()
        .max(15)
        .regex(/^\d+$/u, 'Must be the id of an event')
        .optional()
        .describe('The id of the last received event; the stream begins with those after it'),
    }),
  },
  responses: {
    200: {
      description: 'A stream of events. If the server cannot keep it open, the missed events only',
      content: { 'text/event-stream': { schema: eventSchema } },
    },
  },
});
