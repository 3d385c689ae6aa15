import { setTimeout as sleep } from 'node:timers/promises';
import { type Event, streamEvents } from '@vitrine/contract/events.ts';
import { streamSSE } from 'hono/streaming';
import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { minutes, type Timestamp } from '../../domain/time.ts';
import type { DatedEvent } from '../../ports/events.ts';
import type { Ports } from '../../ports/index.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';
import { presentOnePhoto } from '../presenters/photos.ts';

/** More events than a healthy connection can fall behind by. A longer queue closes the connection. */
const mostWaiting = 2000;

type SseQueue = {
  put(dated: DatedEvent): void;
  /** Inserts earlier events before all queued ones. */
  putBefore(missed: Iterable<DatedEvent>): void;
  /** Removes the first event. Resolves to `undefined` after `patience` milliseconds without one, or when closed. */
  take(patience: number): Promise<DatedEvent | undefined>;
  close(): void;
  readonly isClosed: boolean;
};

/**
 * Queues events for one connection. It keeps only the latest event of each type and photo, so that slow readers cannot
 * make it grow.
 */
function createSseQueue(): SseQueue {
  const waiting = new Map<string, DatedEvent>();
  let resting = new AbortController();
  let isClosed = false;

  const close = () => {
    isClosed = true;
    waiting.clear();
    resting.abort();
  };
  const put = (dated: DatedEvent) => {
    if (isClosed) return;
    const name = `${dated.event.type} ${dated.event.photoId}`;
    // Moves it to the end, where its time belongs.
    waiting.delete(name);
    waiting.set(name, dated);
    if (waiting.size > mostWaiting) close();
    resting.abort();
  };

  return {
    put,
    putBefore(missed) {
      const later = [...waiting.values()];
      for (const dated of [...missed, ...later]) put(dated);
    },
    async take(patience) {
      if (waiting.size === 0 && !isClosed) {
        resting = new AbortController();
        await sleep(patience, undefined, { signal: resting.signal }).catch(() => undefined);
      }
      const [first] = waiting;
      if (!first) return undefined;
      const [name, dated] = first;
      waiting.delete(name);
      return dated;
    },
    close,
    get isClosed() {
      return isClosed;
    },
  };
}

/* Proxies close connections that are silent for a minute. */
const heartbeat = 25_000;
/* The delay after which browsers reconnect if responses cannot stay open. */
const comeBackAfter = 4_000;
const longestAbsence = minutes(5);
/* Limits the windows and devices of one account in this process. */
const mostStreams = 50;

/**
 * The events of the one who calls. Each carries the moment it happened as its id: who comes back names the last one, as
 * browsers do by themselves (`Last-Event-ID`), and is told what was missed.
 */
export function addEventRoutes(api: Api, { ports, isStreaming }: ApiOptions): void {
  const streams = new Map<AccountId, number>();
  api.openapi(guarded(streamEvents), async (c) => {
    const { id } = caller(c);
    const authenticateAgain = c.get('authenticateAgain');
    const now = ports.clock.now();
    const since = readMoment(c.req.valid('header')['last-event-id'], now);
    // If the connection breaks while missed events are sent, the client asks again from here.
    const position = since ?? now;
    c.header('X-Accel-Buffering', 'no');
    if (!isStreaming) {
      const told = [`retry: ${comeBackAfter}\nid: ${position}\n\n`];
      for (const dated of await listMissed(ports, id, since))
        told.push(writeEvent(await presentEvent(ports, caller(c), dated)));
      return c.body(told.join(''), 200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    }
    // HEAD has no body, and an unread stream would never end.
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
    const open = streams.get(id) ?? 0;
    if (open >= mostStreams)
      throw new AppError('too-many-requests', 'Vitrine is open in too many windows. Close some of them.', {
        retryAfter: 60,
      });
    streams.set(id, open + 1);
    return streamSSE(c, async (stream) => {
      const outbox = createSseQueue();
      stream.onAbort(() => outbox.close());
      const stop = ports.events.subscribe(id, outbox.put);
      try {
        await stream.write(`: connected\nid: ${position}\n\n`);
        outbox.putBefore(await listMissed(ports, id, since));
        for (;;) {
          const dated = await outbox.take(heartbeat);
          // Authenticates again, because a stream must end when its owner logs out or is suspended.
          const viewer = outbox.isClosed ? undefined : await authenticateAgain?.();
          if (!viewer) break;
          await stream.write(dated ? writeEvent(await presentEvent(ports, viewer, dated)) : ': here\n\n');
        }
      } catch (err) {
        ports.log.warn({ err }, 'events are told no longer');
      } finally {
        stop();
        const left = (streams.get(id) ?? 1) - 1;
        if (left > 0) streams.set(id, left);
        else streams.delete(id);
      }
    });
  });
}

/** Returns the latest event of each type and photo. */
async function listMissed(
  ports: Pick<Ports, 'events'>,
  id: AccountId,
  since: Timestamp | undefined,
): Promise<Iterable<DatedEvent>> {
  const missed = since === undefined ? [] : await ports.events.listSince(id, since);
  return new Map(missed.map((dated) => [`${dated.event.type} ${dated.event.photoId}`, dated])).values();
}

/** Older events are not kept. */
const readMoment = (id: string | undefined, now: Timestamp) =>
  id === undefined ? undefined : Math.max(Number(id), now - longestAbsence);

type PresentedEvent = { at: Timestamp; event: Event } | undefined;

async function presentEvent(
  ports: Ports,
  viewer: Account,
  { event, at }: DatedEvent,
): Promise<PresentedEvent> {
  if (event.type !== 'photo.changed') return { at, event };
  const photo = await ports.photos.find(event.photoId);
  return photo && { at, event: { type: event.type, photo: await presentOnePhoto(ports, viewer, photo) } };
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
const writeEvent = (told: PresentedEvent) =>
  told ? `id: ${told.at}\nevent: ${told.event.type}\ndata: ${JSON.stringify(told.event)}\n\n` : '';
