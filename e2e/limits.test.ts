import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Client, createMember } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { createFixture } from './fixture.ts';
import { uploadPhotos } from './seed.ts';

const nameOf = (index: number) => `number ${String(index).padStart(2, '0')}`;
const some = Array.from({ length: 60 }, (_, index) => nameOf(index));

describe('limits', { skip: missingBrowser() }, () => {
  let owner: Client;
  let photoIds: string[];
  const fixture = createFixture('limits', async (vitrine) => {
    owner = await createMember(vitrine, 'ada');
    photoIds = await uploadPhotos(owner, 2);
  });

  it('reports too many tags and keeps the typed tag until there is room', async () => {
    const [id] = photoIds;
    assert.equal((await owner.call('PATCH', `/photos/${id}`, { tags: some.slice(0, 50) })).status, 200);
    await using user = await fixture.openWindow({ member: owner });
    const { page } = user;
    await user.open(`/photos/${id}`);
    await user.chooseMenuItem('More', 'Edit');
    const dialog = page.getByRole('dialog', { name: 'Edit photo' });
    const field = dialog.getByRole('combobox', { name: 'Tags' });
    const limitNotice = dialog.getByText('A photo has at most 50 tags.');
    await field.fill('Number 07');
    await field.press('Enter');
    assert.equal(await field.inputValue(), '', 'an existing tag takes no room');
    await field.fill('one more');
    await field.press('Enter');
    await limitNotice.waitFor();
    const saved: string[] = [];
    page.on('request', (request) => void (request.method() === 'PATCH' && saved.push(request.url())));
    await dialog.getByRole('button', { name: 'Save' }).click();
    assert.equal(await field.inputValue(), 'one more');
    assert.equal(await limitNotice.isVisible(), true);
    await dialog.getByRole('button', { name: 'Remove the tag number 07' }).click();
    await limitNotice.waitFor({ state: 'detached' });
    assert.deepEqual(saved, [], 'nothing is saved while there is no room');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { body } = await owner.call('GET', `/photos/${id}`);
    const { tags } = body as { tags: string[] };
    assert.deepEqual([tags.length, tags.at(-1), tags.includes('number 07')], [50, 'one more', false]);
  });

  it('reports which of several photos have too many tags', async () => {
    await using user = await fixture.openWindow({ member: owner });
    const { page, photos } = user;
    await user.open('/me');
    await photos.first().focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: /^Tags$/u }).click();
    await page.getByLabel('Add tags').fill('sea');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByText('Updated tags on 1 photo. 1 photo could not be changed. A photo has at most 50 tags.')
      .waitFor();
  });

  it('reports a list whose next page fails to load, and retries', async () => {
    for (const title of some) await owner.call('POST', '/albums', { title });
    await using user = await fixture.openWindow({ member: owner });
    const { page, main } = user;
    await page.route(/\/me\/albums\?.*cursor=/u, (route) => route.fulfill({ status: 404 }));
    await user.open('/me/albums');
    await main.getByRole('link', { name: nameOf(59) }).waitFor();
    await main.getByRole('button', { name: 'Show more' }).click();
    await main.getByRole('alert').getByText('This could not be loaded').waitFor();
    await page.unrouteAll();
    await main.getByRole('button', { name: 'Try again' }).click();
    await main.getByRole('link', { name: nameOf(0) }).waitFor();
    assert.equal(await main.getByRole('button', { name: /Show more|Try again/u }).count(), 0);
  });
});
