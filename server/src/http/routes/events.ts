import { type Event, streamEvents } from '@vitrine/contract/events.ts';
import { streamSSE } from 'hono/streaming';
import type { Account } from '../../domain/account.ts';
import type { AccountEvent } from '../../ports/events.ts';
import type { Ports } from '../../ports/index.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';
import { presentOnePhoto } from '../presenters/present-photos.ts';

/* Proxies close connections on which nothing is said for a minute. */
const heartbeat = 25_000;

export function addEventRoutes(api: Api, { ports }: ApiOptions): void {
  api.openapi(guarded(streamEvents), (c) => {
    const { id } = caller(c);
    const authenticateAgain = c.get('authenticateAgain');
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      // A stream outlives what opened it: who logs out or is suspended hears no more.
      const send = async (event: AccountEvent) => {
        const viewer = await authenticateAgain?.();
        if (!viewer) return stream.close();
        const told = await presentEvent(ports, viewer, event);
        if (told) await stream.writeSSE({ event: told.type, data: JSON.stringify(told) });
      };
      const stop = ports.events.subscribe(id, (event) => {
        send(event).catch((err) => ports.log.warn({ err }, 'event not sent'));
      });
      stream.onAbort(stop);
      await stream.write(': connected\n\n');
      while (!stream.aborted && !stream.closed) {
        await stream.sleep(heartbeat);
        if (!(await authenticateAgain?.())) break;
        await stream.write(': here\n\n');
      }
      stop();
    });
  });
}

async function presentEvent(ports: Ports, viewer: Account, event: AccountEvent): Promise<Event | undefined> {
  if (event.type !== 'photo.changed') return event;
  const photo = await ports.photos.find(event.photoId);
  return photo && { type: 'photo.changed', photo: await presentOnePhoto(ports, viewer, photo) };
}
