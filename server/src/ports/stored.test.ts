import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildAccount, buildListedPhoto, newId } from './conformance/builders.ts';
import { decodeAccount, decodePhoto } from './stored.ts';

/** Returns the value as JSON keeps it, without some of its fields. */
const storeWithout = (value: object, ...fields: string[]) =>
  JSON.parse(JSON.stringify(value, (key, field) => (fields.includes(key) ? undefined : field))) as unknown;

describe('decoders of stored values', () => {
  it('return what was stored if it is whole', () => {
    const { likeCount: _, ...photo } = buildListedPhoto(newId());
    assert.deepEqual(decodePhoto(storeWithout(photo)), photo);
    const { usage: __, ...account } = buildAccount();
    assert.deepEqual(decodeAccount(storeWithout(account)), account);
  });

  it('give a field that the value lacks its default', () => {
    const { likeCount: _, ...photo } = buildListedPhoto(newId(), { altText: 'A lake', tags: ['water'] });
    const later = ['altText', 'tags', 'visibility', 'showPlace', 'allowDownload', 'metadata'];
    const defaults = {
      ...{ altText: '', tags: [], visibility: 'private', showPlace: false, allowDownload: false },
      metadata: {},
    };
    assert.deepEqual(decodePhoto(storeWithout(photo, ...later)), { ...photo, ...defaults });
  });

  it('give a field inside of another one its default', () => {
    const { likeCount: _, ...photo } = buildListedPhoto(newId());
    const { picture } = decodePhoto(storeWithout(photo, 'animated', 'color'));
    assert.deepEqual(picture, { ...photo.picture, animated: false, color: '#808080' });
    const { usage: __, ...account } = buildAccount({
      uploadDefaults: { visibility: 'public', allowDownload: true },
    });
    const { uploadDefaults } = decodeAccount(storeWithout(account, 'allowDownload'));
    assert.deepEqual(uploadDefaults, { visibility: 'public', allowDownload: false });
  });

  it('keep a field that a later version stored', () => {
    const { likeCount: _, ...photo } = buildListedPhoto(newId());
    assert.deepEqual(decodePhoto({ ...photo, licence: 'cc0' }), { ...photo, licence: 'cc0' });
  });
});
