import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startApp } from '../../testing/app/test-app.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

describe('the time zone of a photo', () => {
  for (const [offset, hue] of [
    ['+05:45', 10],
    ['-03:30', 200],
  ] as const)
    it(`is shown to its owner only: ${offset}`, async () => {
      await using app = await startApp();
      const owner = await app.createMember('owner');
      const exif = { IFD2: { DateTimeOriginal: '2024:06:01 10:00:00', OffsetTimeOriginal: offset } };
      const { id } = await owner.upload(await makeJpeg({ hue, exif }));
      await app.runJobs();
      const takenAt = async (viewer: { get: typeof owner.get }) =>
        (await viewer.get(`/photos/${id}`)).body.takenAt;
      assert.equal(await takenAt(owner), `2024-06-01T10:00:00${offset}`);
      assert.equal(await takenAt(await app.createMember('member')), '2024-06-01T10:00:00');
      assert.equal(await takenAt(app.createVisitor()), '2024-06-01T10:00:00');
    });
});
