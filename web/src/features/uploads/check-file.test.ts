import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxUploadBytes } from '@vitrine/contract/limits.ts';
import { checkFile } from './check-file.ts';

describe('checkFile', () => {
  it('uses the type that the browser reports', () => {
    assert.deepEqual(checkFile({ name: 'a', type: 'image/png', size: 1 }), { contentType: 'image/png' });
  });

  it('uses the file name if the browser reports no type', () => {
    assert.deepEqual(checkFile({ name: 'IMG_1.HEIC', type: '', size: 1 }), { contentType: 'image/heic' });
    assert.deepEqual(checkFile({ name: 'scan.tif', type: '', size: 1 }), { contentType: 'image/tiff' });
    assert.deepEqual(checkFile({ name: 'a.jpg', type: 'image/pjpeg', size: 1 }), {
      contentType: 'image/jpeg',
    });
  });

  it('refuses other types, empty files and files that are too large', () => {
    assert.deepEqual(checkFile({ name: 'a.mp4', type: 'video/mp4', size: 1 }), { refused: 'type' });
    assert.deepEqual(checkFile({ name: 'a', type: '', size: 1 }), { refused: 'type' });
    assert.deepEqual(checkFile({ name: 'a.jpg', type: 'image/jpeg', size: 0 }), { refused: 'empty' });
    const size = maxUploadBytes + 1;
    assert.deepEqual(checkFile({ name: 'a.jpg', type: 'image/jpeg', size }), { refused: 'too-large' });
  });
});
