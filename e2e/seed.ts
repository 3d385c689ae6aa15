import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import { type Client, createMember, waitFor } from './api-client.ts';
import type { VitrineProcess } from './vitrine-process.ts';

export type Seeded = {
  owner: Client;
  /** A member without photos, who likes the newest photo. */
  guest: Client;
  photoIds: string[];
  albumId: string;
  /** Hides a photo as an administrator. */
  hide(photoId: string | undefined): Promise<unknown>;
};

const shapes = [
  { width: 1500, height: 1000 },
  { width: 900, height: 1300 },
  { width: 1800, height: 800 },
  { width: 1000, height: 1000 },
];

/**
 * Uploads photos through the API. Waits until each is ready before the next, because lists order by that time.
 * The last one is the newest.
 */
export async function uploadPhotos(client: Client, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const bytes = await makeJpeg({ ...shapes[index % shapes.length], hue: (index * 360) / count });
    const id = await client.upload(bytes, `photo-${index + 1}.jpg`);
    if (!id) throw new Error(`upload of photo ${index + 1} failed`);
    await waitFor(
      () => client.call('GET', `/photos/${id}`),
      ({ body }) => (body as { status: string }).status === 'ready',
    );
    ids.push(id);
  }
  return ids;
}

/** Creates two members, photos with captions and tags, an album, likes, and one photo in the trash. */
export async function seed(vitrine: VitrineProcess, count: number): Promise<Seeded> {
  const owner = await createMember(vitrine, 'ada');
  const guest = await createMember(vitrine, 'grace');
  await done(owner.call('PATCH', '/me', { displayName: 'Ada Lovelace', bio: 'Photographs of engines.' }));
  const [discarded = '', ...photoIds] = await uploadPhotos(owner, count + 1);
  await done(owner.call('DELETE', `/photos/${discarded}`));
  for (const [index, id] of photoIds.entries())
    await done(
      owner.call('PATCH', `/photos/${id}`, {
        title: `Evening ${index + 1}`,
        description: 'The sky over the harbour, an hour before the storm.',
        altText: 'A sky that goes from light to dark, with a white sun.',
        tags: ['sky', ...(index % 2 ? ['harbour'] : [])],
      }),
    );
  const album = await done(
    owner.call('POST', '/albums', { title: 'One summer', description: 'By the sea.', visibility: 'public' }),
  );
  const { id: albumId } = album as { id: string };
  await done(owner.call('POST', `/albums/${albumId}/photos`, { photoIds: photoIds.slice(0, 5) }));
  for (const member of [owner, guest]) await done(member.call('PUT', `/photos/${photoIds.at(-1)}/like`));
  const hide = async (photoId: string | undefined) => {
    const admin = await createMember(vitrine, 'chief');
    await vitrine.run('user', 'make-admin', 'chief');
    await done(admin.call('PUT', `/admin/photos/${photoId}/hidden`));
  };
  return { owner, guest, photoIds, albumId, hide };
}

async function done(answer: ReturnType<Client['call']>): Promise<unknown> {
  const { status, body } = await answer;
  if (status >= 400) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
