import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import { days, hours } from '../../domain/time.ts';
import { runJob } from '../../jobs/run-job.ts';
import type { Ports } from '../../ports/index.ts';
import { type Gallery, startGallery } from '../../testing/gallery.ts';
import type { Person } from '../../testing/person.ts';
import { makeJpeg } from '../../testing/pictures.ts';
import { chargeDrawing, findDrawingLane, lightSpending, newcomersSpending } from './drawing-time.ts';
import { renderPhoto } from './render-photo.ts';

/** The gallery's parts, so much later. */
const later = ({ ports }: Gallery, milliseconds: number): Ports => ({
  ...ports,
  clock: { now: () => ports.clock.now() + milliseconds },
});

async function startWith(...names: string[]) {
  const gallery = await startGallery();
  const members: { photoId: PhotoId; lane(ports: Ports): Promise<string | undefined> }[] = [];
  const spend = async (ports: Ports, photoId: PhotoId, milliseconds: number) => {
    const photo = await ports.photos.find(photoId);
    assert.ok(photo);
    await chargeDrawing(ports, photo.ownerId, milliseconds);
  };
  const people: Person[] = [];
  for (const name of names) people.push(await gallery.member(name));
  for (const member of people) {
    const photoId = (await member.upload(await makeJpeg({ hue: members.length }))).id as PhotoId;
    members.push({ photoId, lane: async (ports) => (await findDrawingLane(ports, photoId))?.lane });
  }
  return { gallery, members, spend };
}

describe('an account whose pictures took much of the processor', () => {
  it('waits behind others for an hour, and nobody else does', async () => {
    const { gallery, members, spend } = await startWith('ada', 'bob');
    await using _ = gallery;
    const [ada, bob] = members;
    assert.ok(ada && bob);
    const ports = later(gallery, days(10));
    await spend(ports, ada.photoId, lightSpending);
    assert.equal(await ada.lane(ports), 'rendering');
    await spend(ports, ada.photoId, 1);
    assert.deepEqual([await ada.lane(ports), await bob.lane(ports)], ['heavy', 'rendering']);
    assert.equal(await ada.lane(later(gallery, days(10) + hours(1))), 'rendering');
  });

  it('gains nothing by many new accounts: together they have one allowance', async () => {
    const { gallery, members, spend } = await startWith('one', 'two', 'three', 'four', 'five', 'six');
    await using _ = gallery;
    const { ports } = gallery;
    for (const { photoId } of members.slice(0, 5)) await spend(ports, photoId, newcomersSpending / 5 + 1);
    for (const { lane } of members) assert.equal(await lane(ports), 'heavy', 'the sixth has spent nothing');
    // Whoever has been here for longer is ahead of them all.
    const older = later(gallery, days(3));
    await spend(older, members[0]?.photoId as PhotoId, 1);
    assert.equal(await members[5]?.lane(older), 'rendering');
  });

  it('has the picture that waits already move behind those of others', async () => {
    const { gallery, members, spend } = await startWith('ada', 'bob');
    await using _ = gallery;
    const [ada, bob] = members;
    assert.ok(ada && bob);
    await spend(gallery.ports, ada.photoId, lightSpending + 1);
    const drawn: string[] = [];
    const { images } = gallery.ports;
    const outcomes: string[] = [];
    for (;;) {
      const request = { lanes: ['rendering', 'heavy'], limit: 1, lease: 30_000, waitFor: 0 } as const;
      const [job] = await gallery.ports.jobs.receive(request);
      if (!job) break;
      const render: typeof images.render = async (...parameters) => {
        drawn.push((job.payload as { photoId: string }).photoId);
        return images.render(...parameters);
      };
      const ports = { ...gallery.ports, images: { ...images, render } };
      outcomes.push(await runJob(ports, job, new AbortController().signal));
    }
    assert.deepEqual(drawn, [bob.photoId, ada.photoId]);
    assert.deepEqual(outcomes.toSorted(), ['done', 'done', 'moved']);
  });

  it('is charged for what its picture took, also where that comes to nothing', async () => {
    const { gallery, members } = await startWith('ada');
    await using _ = gallery;
    const [ada] = members;
    assert.ok(ada);
    const render: Ports['images']['render'] = async (_request, _signal, onSpent) => {
      onSpent?.(lightSpending);
      onSpent?.(1);
      throw new Error('no space left');
    };
    const ports = { ...gallery.ports, images: { ...gallery.ports.images, render } };
    await assert.rejects(renderPhoto(ports, ada.photoId), /no space left/u);
    assert.equal(await ada.lane(ports), 'heavy');
  });
});
