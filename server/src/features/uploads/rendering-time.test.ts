import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import { days, hours } from '../../domain/time.ts';
import { runJob } from '../../jobs/run-job.ts';
import type { Ports } from '../../ports/index.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { renderPhoto } from './render.ts';
import {
  chargeRenderingTime,
  findRenderingLane,
  lightSpending,
  newcomersSpending,
} from './rendering-time.ts';

/** Ports whose clock is ahead. */
const later = ({ ports }: TestApp, milliseconds: number): Ports => ({
  ...ports,
  clock: { now: () => ports.clock.now() + milliseconds },
});

async function startWith(...names: string[]) {
  const app = await startApp();
  const members: { photoId: PhotoId; lane(ports: Ports): Promise<string | undefined> }[] = [];
  const spend = async (ports: Ports, photoId: PhotoId, milliseconds: number) => {
    const photo = await ports.photos.find(photoId);
    assert.ok(photo);
    await chargeRenderingTime(ports, photo.ownerId, milliseconds);
  };
  const people: TestClient[] = [];
  for (const name of names) people.push(await app.createMember(name));
  for (const member of people) {
    const photoId = (await member.upload(await makeJpeg({ hue: members.length }))).id as PhotoId;
    members.push({ photoId, lane: async (ports) => (await findRenderingLane(ports, photoId))?.lane });
  }
  return { app, members, spend };
}

describe('an account that used much processor time', () => {
  it('waits behind others for an hour, alone', async () => {
    const { app, members, spend } = await startWith('ada', 'bob');
    await using _ = app;
    const [ada, bob] = members;
    assert.ok(ada && bob);
    const ports = later(app, days(10));
    await spend(ports, ada.photoId, lightSpending);
    assert.equal(await ada.lane(ports), 'rendering');
    await spend(ports, ada.photoId, 1);
    assert.deepEqual([await ada.lane(ports), await bob.lane(ports)], ['heavy', 'rendering']);
    assert.equal(await ada.lane(later(app, days(10) + hours(1))), 'rendering');
  });

  it('shares one budget with many new accounts, so that creating them gains nothing', async () => {
    const { app, members, spend } = await startWith('one', 'two', 'three', 'four', 'five', 'six');
    await using _ = app;
    const { ports } = app;
    for (const { photoId } of members.slice(0, 5)) await spend(ports, photoId, newcomersSpending / 5 + 1);
    for (const { lane } of members) assert.equal(await lane(ports), 'heavy', 'the sixth has spent nothing');
    // An older account comes before all of them.
    const older = later(app, days(3));
    await spend(older, members[0]?.photoId as PhotoId, 1);
    assert.equal(await members[5]?.lane(older), 'rendering');
  });

  it('has its waiting photo moved behind those of others', async () => {
    const { app, members, spend } = await startWith('ada', 'bob');
    await using _ = app;
    const [ada, bob] = members;
    assert.ok(ada && bob);
    await spend(app.ports, ada.photoId, lightSpending + 1);
    const drawn: string[] = [];
    const { images } = app.ports;
    const outcomes: string[] = [];
    for (;;) {
      const request = { lanes: ['rendering', 'heavy'], limit: 1, lease: 30_000, waitFor: 0 } as const;
      const [job] = await app.ports.jobs.receive(request);
      if (!job) break;
      const render: typeof images.render = async (...parameters) => {
        drawn.push((job.payload as { photoId: string }).photoId);
        return images.render(...parameters);
      };
      const ports = { ...app.ports, images: { ...images, render } };
      outcomes.push(await runJob(ports, job, new AbortController().signal));
    }
    assert.deepEqual(drawn, [bob.photoId, ada.photoId]);
    assert.deepEqual(outcomes.toSorted(), ['done', 'done', 'moved']);
  });

  it('is charged for every rendering, even a failed one', async () => {
    const { app, members } = await startWith('ada');
    await using _ = app;
    const [ada] = members;
    assert.ok(ada);
    const render: Ports['images']['render'] = async (_request, _signal, onSpent) => {
      onSpent?.(lightSpending);
      onSpent?.(1);
      throw new Error('no space left');
    };
    const ports = { ...app.ports, images: { ...app.ports.images, render } };
    await assert.rejects(renderPhoto(ports, ada.photoId), /no space left/u);
    assert.equal(await ada.lane(ports), 'heavy');
  });
});
