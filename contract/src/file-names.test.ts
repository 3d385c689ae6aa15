import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { comparePaths, isFolderJunk, typeOfFileName, typesByExtension } from './file-names.ts';
import { cleanText } from './formats.ts';
import { uploadTypes } from './limits.ts';

describe('a file name', () => {
  it('has a type for every common extension, in any case', () => {
    for (const [name, type] of [
      ['a.JPG', 'image/jpeg'],
      ['a.jpe', 'image/jpeg'],
      ['a.jfif', 'image/jpeg'],
      ['scan.2024.Tiff', 'image/tiff'],
      ['IMG_1.HIF', 'image/heif'],
      ['moving.apng', 'image/png'],
    ] as const)
      assert.equal(typeOfFileName(name), type, name);
  });

  it('covers every type that an upload may have', () => {
    assert.deepEqual(new Set(Object.values(typesByExtension)), new Set(uploadTypes));
  });

  it('has no type without a known extension', () => {
    for (const name of ['', 'jpg', '.jpg', 'a.', 'a.txt', 'a.jpg.part', 'a.constructor', 'jpg/a', 'a.jpg/b'])
      assert.equal(typeOfFileName(name), undefined, name);
  });

  it('separates the junk of systems and programs from files of people', () => {
    for (const name of [
      '@eaDir',
      '.thumbnails',
      'Thumbs.db',
      'THUMBS.DB',
      '.DS_Store',
      '._a.jpg',
      '__MACOSX',
    ])
      assert.ok(isFolderJunk(name), name);
    for (const name of ['#recycle', '$RECYCLE.BIN', 'lost+found', '.@__thumb', 'desktop.ini', '@Recycle'])
      assert.ok(isFolderJunk(name), name);
    for (const name of ['a.jpg', 'Thumbs', 'thumbs.db.jpg', '@home', '#1', '$5', 'Icon', '…', 'eaDir'])
      assert.ok(!isFolderJunk(name), name);
  });
});

describe('the order of paths', () => {
  it('sorts numbers by value, and keeps the files of a folder together', () => {
    const sorted = [
      'a 1/x',
      'p1.jpg',
      'p2.jpg',
      'p10/p1.jpg',
      'p10.jpg',
      'P11.jpg',
      'p12.jpg',
      'q/01',
      'q/1',
    ];
    assert.deepEqual([...sorted].reverse().sort(comparePaths), sorted);
    assert.ok(comparePaths('trip/2.jpg', 'trip 2/1.jpg') < 0);
    assert.ok(comparePaths('IMG_0999.jpg', 'IMG_1000.jpg') < 0);
  });

  it('is total: names that a collation treats as equal still have an order', () => {
    assert.notEqual(comparePaths('p1.jpg', 'p01.jpg'), 0);
    assert.notEqual(comparePaths('\u00e9', 'e\u0301'), 0);
    assert.equal(comparePaths('a/b', 'a/b'), 0);
  });
});

describe('cleaned text', () => {
  it('has one Unicode form, without line breaks and invisible characters at its ends', () => {
    assert.equal(cleanText('E\u0301te\u0301'), 'Été');
    assert.equal(cleanText(' Two\nlines\u200b '), 'Two lines');
    assert.equal(cleanText('\u200b\u2800'), '');
  });
});
