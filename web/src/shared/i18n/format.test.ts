import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFormat, localeOf } from './format.ts';
import { photoMessages } from './messages-photo.ts';

describe('what a camera wrote', () => {
  it('is said in the reader’s own numbers', () => {
    const { photo } = photoMessages;
    const german = createFormat('de', 'Europe/Berlin');
    assert.equal(photo.aperture(german.number(2.8)), 'ƒ/2,8');
    assert.equal(photo.iso(german.plainNumber(12800)), 'ISO 12800');
    assert.equal(photo.directions.north(german.degrees(52.5)), '52,5000° N');
    const english = createFormat('en', 'UTC');
    assert.equal(photo.directions.west(english.degrees(0.12345)), '0.1235° W');
    const arabic = createFormat('ar-EG', 'Africa/Cairo');
    assert.equal(photo.focalLength(arabic.number(50)), '٥٠ mm');
  });
});

describe('when a photo was taken', () => {
  const { cameraTime } = createFormat('en', 'America/Los_Angeles');

  it('is the day and time of the camera in every time zone', () => {
    const expected = 'June 1, 2024 at 10:00 PM';
    for (const written of ['2024-06-01T22:00:00', '2024-06-01T22:00:00+05:45'])
      assert.equal(cameraTime(written).replace(/[\u202f\u00a0](?=PM)/u, ' '), expected);
    assert.match(cameraTime('2024-06-01T22:00:00'), /[\u202f\u00a0]PM$/u, 'no line breaks before PM');
  });

  it('stays a day where no time of day is known', () => {
    assert.equal(cameraTime('2003-08-30'), 'August 30, 2003');
  });
});

describe('how long a file is', () => {
  it('is said in the unit that fits', () => {
    const { bytes } = createFormat('en', 'UTC');
    const said = [646, 64_600, 6_850_000, 53_700_000_000].map(bytes);
    assert.deepEqual(said, ['646 bytes', '64.6 kB', '6.85 MB', '53.7 GB']);
  });
});

describe('a reader’s language', () => {
  it('is the first that is one, whatever the system calls itself', () => {
    assert.equal(localeOf(['de-CH', 'en']), 'de-CH');
    assert.equal(localeOf(['C', 'fr']), 'fr');
    for (const none of [[], ['C'], ['en-US@posix'], ['']]) assert.equal(localeOf(none), 'en');
  });

  it('is written with in the machine’s own time zone, where none is named', () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const late = '2026-01-01T23:30:00Z';
    assert.equal(createFormat('en').day(late), createFormat('en', timeZone).day(late));
  });
});
