import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFormat, localeOf } from './format.ts';
import { photoMessages } from './messages-photo.ts';

describe('camera data', () => {
  it('is formatted in the user’s numerals', () => {
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

describe('the time a photo was taken', () => {
  const { cameraTime } = createFormat('en', 'America/Los_Angeles');

  it('is the camera’s local time in every time zone', () => {
    const expected = 'June 1, 2024 at 10:00 PM';
    for (const written of ['2024-06-01T22:00:00', '2024-06-01T22:00:00+05:45'])
      assert.equal(cameraTime(written).replace(/[\u202f\u00a0](?=PM)/u, ' '), expected);
    assert.match(cameraTime('2024-06-01T22:00:00'), /[\u202f\u00a0]PM$/u, 'no line breaks before PM');
  });

  it('stays a date if the time of day is unknown', () => {
    assert.equal(cameraTime('2003-08-30'), 'August 30, 2003');
  });
});

describe('the size of a file', () => {
  it('is formatted in a fitting unit', () => {
    const { bytes } = createFormat('en', 'UTC');
    const said = [646, 64_600, 6_850_000, 53_700_000_000].map(bytes);
    assert.deepEqual(said, ['646 bytes', '64.6 kB', '6.85 MB', '53.7 GB']);
  });
});

describe('the user’s locale', () => {
  it('is the first valid language, whatever the system reports', () => {
    assert.equal(localeOf(['de-CH', 'en']), 'de-CH');
    assert.equal(localeOf(['C', 'fr']), 'fr');
    for (const none of [[], ['C'], ['en-US@posix'], ['']]) assert.equal(localeOf(none), 'en');
  });

  it('uses the machine’s time zone if none is given', () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const late = '2026-01-01T23:30:00Z';
    assert.equal(createFormat('en').day(late), createFormat('en', timeZone).day(late));
  });
});
