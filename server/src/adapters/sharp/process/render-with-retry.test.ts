import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RefusedImage } from '../../../ports/images.ts';
import { defaultImageLimits } from '../image-limits.ts';
import type { ImagePool } from './image-pool.ts';
import { renderWithRetry } from './render-with-retry.ts';
import type { ImageAnswer, ImageTask } from './worker-loop.ts';
import { type BrokenWorker, WorkerEnded } from './worker-process.ts';

type Answer = ImageAnswer | BrokenWorker;

const request = { sourcePath: '/a', outputDirectory: '/b', ladder: [] };
const task = { kind: 'render', request, limits: defaultImageLimits } as const;
const refused = (reason: RefusedImage['reason']): Answer => ({
  kind: 'rendered',
  image: { outcome: 'refused', reason, detail: 'because' },
});
const broken = (by: BrokenWorker['by']): Answer => ({ kind: 'broken', by });
const proven: Answer = { kind: 'self-tested' };
const rendered = { kind: 'rendered', image: { outcome: 'rendered' } } as Answer;

/** What comes of it where children answer so, what they were asked, and how long they were given. */
const renderWith = (...answers: (Answer | Error)[]) => renderWithin(0, ...answers);

/** The same, where each task takes so many milliseconds of the processor. */
async function renderWithin(cpuMilliseconds: number, ...answers: (Answer | Error)[]) {
  const asked: ImageTask['kind'][] = [];
  const given: number[] = [];
  let spent = 0;
  const runTask: ImagePool['runTask'] = async ({ kind, limits }, _signal, onSpent) => {
    asked.push(kind);
    given.push(limits.milliseconds);
    onSpent?.(cpuMilliseconds);
    const answer = answers.shift();
    assert.ok(answer);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const count = (milliseconds: number) => {
    spent += milliseconds;
  };
  const outcome = await renderWithRetry({ runTask }, task, undefined, count).catch(
    (error: Error) => error.message,
  );
  return { outcome, asked, given, spent };
}

describe('a picture that looks at fault', () => {
  const doubts: [doubt: string, answer: Answer, reason: RefusedImage['reason']][] = [
    ['what the decoder says', refused('corrupt'), 'corrupt'],
    ['a crash', broken('crash'), 'corrupt'],
    ['the time it takes', broken('time'), 'too-large'],
  ];
  for (const [doubt, answer, reason] of doubts) {
    it(`is refused for ${doubt} once that was seen again, and a sound one drawn in between`, async () => {
      const { outcome, asked } = await renderWith(answer, proven, answer);
      assert.ok(typeof outcome === 'object' && outcome.outcome === 'refused');
      assert.equal(outcome.reason, reason);
      assert.deepEqual(asked, ['render', 'self-test', 'render']);
    });

    it(`is taken where ${doubt} does not come again`, async () => {
      assert.deepEqual((await renderWith(answer, proven, rendered)).outcome, { outcome: 'rendered' });
    });

    it(`is not blamed for ${doubt} where a sound one comes to grief, too`, async () => {
      for (const trouble of [broken('time'), { kind: 'failed', message: 'no thread' } as const]) {
        const { outcome } = await renderWith(answer, trouble);
        assert.match(
          String(outcome),
          /^A picture that is sound cannot be drawn either: (?:broken by time|no thread), after /u,
        );
      }
    });
  }

  it('has twice the time when it is looked at again, and a sound one little', async () => {
    const { milliseconds } = defaultImageLimits;
    const { given } = await renderWith(broken('time'), proven, broken('time'));
    assert.deepEqual(given, [milliseconds, 2_000, 2 * milliseconds]);
  });

  it('is asked once where a bound or its format decides', async () => {
    for (const answer of [refused('too-large'), refused('unsupported')])
      assert.deepEqual((await renderWith(answer)).asked, ['render']);
  });

  it('is refused at once for the memory it takes, which no machine changes', async () => {
    const { outcome, asked } = await renderWith(broken('memory'));
    assert.ok(typeof outcome === 'object' && outcome.outcome === 'refused');
    assert.deepEqual([outcome.reason, asked], ['too-large', ['render']]);
  });

  it('is refused at once for its time where its process had the processor for most of that', async () => {
    const { milliseconds } = defaultImageLimits;
    const { outcome, asked, spent } = await renderWithin(0.9 * milliseconds, broken('time'));
    assert.ok(typeof outcome === 'object' && outcome.outcome === 'refused');
    assert.deepEqual([outcome.reason, asked, spent], ['too-large', ['render'], 0.9 * milliseconds]);
  });

  for (const code of ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE', 'EACCES', 'ENOENT']) {
    it(`is not blamed where the operating system says ${code}`, async () => {
      const { outcome, asked } = await renderWith({ kind: 'failed', message: 'no luck', code });
      assert.equal(outcome, 'Rendering failed: no luck');
      assert.deepEqual(asked, ['render']);
    });
  }

  const thrown = { kind: 'failed', message: 'Expected width, height and channels' } as const;
  const memoryGone = { kind: 'failed', message: 'not enough memory', code: 'ENOMEM' } as const;
  const faults = [thrown, memoryGone, new WorkerEnded('The image process ended (SIGKILL)')];
  for (const fault of faults) {
    it(`cannot be drawn where a sound one can: ${fault.message}`, async () => {
      const { outcome, asked } = await renderWith(fault, proven);
      assert.deepEqual(outcome, { outcome: 'undrawn', reason: fault.message });
      assert.deepEqual(asked, ['render', 'self-test']);
    });

    it(`is not blamed where a sound one cannot be drawn or written either: ${fault.message}`, async () => {
      for (const trouble of [
        { kind: 'failed', message: 'no space left', code: 'ENOSPC' } as const,
        broken('time'),
        new WorkerEnded('killed again'),
      ])
        assert.match(String((await renderWith(fault, trouble)).outcome), /^A picture that is sound cannot/u);
    });
  }

  it('says what its drawing took, however often it was tried', async () => {
    const { spent } = await renderWithin(100, broken('crash'), proven, broken('crash'));
    assert.equal(spent, 300);
  });
});
