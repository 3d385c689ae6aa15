import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createUploadProgress } from './upload-progress.ts';

const megabyte = 1024 * 1024;

/** Imitates a terminal or a log, with a clock that the test moves. */
function watch(isTTY: boolean, columns = 200) {
  let time = 0;
  let written = '';
  const stream = {
    isTTY,
    columns,
    write(text: string | Uint8Array) {
      written += text;
      return true;
    },
  };
  return {
    options: { stream: stream as never, now: () => time },
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    lines: () => written.split('\n').filter(Boolean),
    drawn: () => written.split('\u001b[J').at(-1) ?? '',
  };
}

describe('the progress of an upload', () => {
  it('shows the bytes, the speed and the remaining time', () => {
    const log = watch(false);
    const progress = createUploadProgress({ files: 2, bytes: 200 * megabyte }, log.options);
    const file = progress.begin({ path: 'large.tif', bytes: 150 * megabyte });
    log.pass(10_000);
    file.sent(20 * megabyte);
    assert.deepEqual(log.lines(), ['0 of 2 photos, 20 MB of 200 MB, 2.0 MB/s, 2 min left']);
    progress.end();
  });

  it('shows long times in hours, and no time before the speed is known', () => {
    const log = watch(false);
    const progress = createUploadProgress({ files: 1, bytes: 1000 * megabyte }, log.options);
    const file = progress.begin({ path: 'a.jpg', bytes: 1000 * megabyte });
    file.sent(100 * megabyte);
    log.pass(60_000);
    file.sent(1024);
    log.pass(60_000);
    file.sent(megabyte);
    const [first, ...later] = log.lines();
    assert.equal(first, '0 of 1 photo, 100 MB of 1.0 GB');
    assert.match(later.at(-1) ?? '', /, \d+ h( \d+ min)? left$/u);
    progress.end();
  });

  it('shows each large file on its own line, within the width of the terminal', () => {
    const terminal = watch(true, 50);
    const progress = createUploadProgress({ files: 2, bytes: 151 * megabyte }, terminal.options);
    const large = progress.begin({ path: '/x/panorama\u001b[2J.tif', bytes: 150 * megabyte });
    progress.begin({ path: '/x/small.jpg', bytes: megabyte });
    large.sent(75 * megabyte);
    const drawn = terminal.drawn();
    assert.match(drawn, /^█+░+ {2}0 of 2 photos.*\n {3}50 % {2}75 MB of 150 MB {2}panorama\\x1b/u);
    assert.doesNotMatch(drawn, /small/u);
    for (const line of drawn.split('\n')) assert.ok(line.length < 50, line);
    progress.end();
  });

  it('counts every byte once, including bytes sent in vain or present before', () => {
    const log = watch(false);
    const progress = createUploadProgress({ files: 2, bytes: 20 }, log.options);
    const file = progress.begin({ path: 'a.jpg', bytes: 10 });
    file.sent(5);
    file.sent(-5);
    file.restart();
    file.skipped(8);
    file.settled();
    progress.begin({ path: 'b.jpg', bytes: 10 }).settled();
    assert.equal(log.lines().at(-1), '2 of 2 photos, 20 bytes of 20 bytes');
    progress.end();
  });
});
