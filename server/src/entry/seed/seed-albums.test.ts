import assert from 'node:assert/strict';
import { it } from 'node:test';
import { buildListedPhoto, times } from '../../ports/conformance/builders.ts';
import { startApp } from '../../testing/app/test-app.ts';
import { seedAlbums } from './seed-files.ts';

it('publishes its albums, whatever the default for new albums', async () => {
  await using app = await startApp();
  await app.createMember('ada');
  const ada = await app.ports.accounts.findByUsername('ada');
  assert.ok(ada);
  const photos = times(20, () => buildListedPhoto(ada.id, { tags: ['sea'] }));
  for (const photo of photos) await app.ports.photos.begin(photo, 1e12);
  const made = await seedAlbums(app.ports, [ada], photos);
  assert.ok(made > 0);
  const { items } = (await app.createVisitor().get('/users/ada/albums')).body;
  assert.equal(items.length, made);
  assert.ok(items.every(({ photoCount }: { photoCount: number }) => photoCount > 0));
});
