import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ImageProcessor } from '../ports/images.ts';
import type { Ports } from '../ports/index.ts';
import { countJobs } from './job-metrics.ts';

/**
 * Ports that count what is done through them. Each call adds to numbers in memory; what other processes do, their own
 * metrics say.
 */
export function countPortCalls(ports: Ports, registry: Registry): Ports {
  return {
    ...ports,
    jobs: countJobs(ports, registry),
    images: measureImages(ports.images, registry),
    photos: measurePhotos(ports.photos, registry),
    blobs: measureBlobs(ports.blobs, registry),
    sessions: measureSessions(ports.sessions, registry),
    mailer: measureMailer(ports.mailer, registry),
    events: measureEvents(ports.events, registry),
  };
}

function measureImages(images: ImageProcessor, registry: Registry): ImageProcessor {
  const seconds = new Histogram({
    name: 'vitrine_render_duration_seconds',
    help: 'Time to render the sizes of an original, by outcome and format',
    labelNames: ['outcome', 'format'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers: [registry],
  });
  return new Proxy(images, {
    get(target, name) {
      if (name !== 'render') {
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return async (...request: Parameters<ImageProcessor['render']>) => {
        const stop = seconds.startTimer();
        const image = await target.render(...request).catch((error: unknown) => {
          stop({ outcome: 'failed', format: 'unknown' });
          throw error;
        });
        if (image.outcome === 'rendered') stop({ outcome: 'rendered', format: image.format });
        else stop({ outcome: image.reason, format: 'unknown' });
        return image;
      };
    },
  });
}

function measurePhotos(photos: Ports['photos'], registry: Registry): Ports['photos'] {
  const registers = [registry];
  const begun = new Counter({
    name: 'vitrine_uploads_begun_total',
    help: 'Files that were announced here',
    registers,
  });
  const completed = new Counter({
    name: 'vitrine_uploads_completed_total',
    help: 'Files whose bytes were acknowledged here',
    registers,
  });
  const bytes = new Counter({
    name: 'vitrine_uploads_completed_bytes_total',
    help: 'Bytes of the files that were acknowledged here',
    registers,
  });
  return {
    ...photos,
    async begin(photo, quotaBytes) {
      const outcome = await photos.begin(photo, quotaBytes);
      if (outcome.outcome === 'begun') begun.inc();
      return outcome;
    },
    async change(id, change) {
      let before: string | undefined;
      const outcome = await photos.change(id, (photo) => {
        before = photo.status;
        return change(photo);
      });
      if (outcome.outcome === 'changed' && before === 'uploading' && outcome.photo.status === 'processing') {
        completed.inc();
        bytes.inc(outcome.photo.bytes);
      }
      return outcome;
    },
  };
}

function measureBlobs(blobs: Ports['blobs'], registry: Registry): Ports['blobs'] {
  const registers = [registry];
  const written = new Counter({
    name: 'vitrine_stored_files_total',
    help: 'Renditions, pictures of members and other files that were written to the store here',
    registers,
  });
  const removed = new Counter({
    name: 'vitrine_removed_files_total',
    help: 'Files that were removed from the store here',
    registers,
  });
  return {
    ...blobs,
    async writeFile(...request) {
      await blobs.writeFile(...request);
      written.inc();
    },
    async remove(keys) {
      await blobs.remove(keys);
      removed.inc(keys.length);
    },
  };
}

function measureSessions(sessions: Ports['sessions'], registry: Registry): Ports['sessions'] {
  const begun = new Counter({
    name: 'vitrine_sessions_begun_total',
    help: 'Log-ins that opened a session here',
    registers: [registry],
  });
  const ended = new Counter({
    name: 'vitrine_sessions_ended_total',
    help: 'Sessions that were ended here one by one: logged out or revoked',
    registers: [registry],
  });
  return {
    ...sessions,
    async insert(session) {
      await sessions.insert(session);
      begun.inc();
    },
    async remove(...which) {
      const isRemoved = await sessions.remove(...which);
      if (isRemoved) ended.inc();
      return isRemoved;
    },
  };
}

function measureMailer(mailer: Ports['mailer'], registry: Registry): Ports['mailer'] {
  const mails = new Counter({
    name: 'vitrine_mails_total',
    help: 'Mails handed over here: accepted, unclear where the answer was lost, or refused',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return {
    ...mailer,
    async send(mail) {
      const outcome = await mailer.send(mail).catch((error: unknown) => {
        mails.inc({ outcome: 'refused' });
        throw error;
      });
      mails.inc({ outcome });
      return outcome;
    },
  };
}

function measureEvents(events: Ports['events'], registry: Registry): Ports['events'] {
  const open = new Gauge({
    name: 'vitrine_event_streams',
    help: 'Event streams that are open here',
    registers: [registry],
  });
  return {
    ...events,
    subscribe(...request) {
      const stop = events.subscribe(...request);
      open.inc();
      let isOpen = true;
      return () => {
        stop();
        if (isOpen) open.dec();
        isOpen = false;
      };
    },
  };
}
