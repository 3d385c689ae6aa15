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

/** Runs with scripted worker replies. Returns the outcome, the tasks and their time limits. */
const renderWith = (...answers: (Answer | Error)[]) => renderWithin(0, ...answers);

/** Runs with scripted CPU times of the tasks in milliseconds. */
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

describe('a picture that fails to render', () => {
  const doubts: [doubt: string, answer: Answer, reason: RefusedImage['reason']][] = [
    ['an error of the decoder', refused('corrupt'), 'corrupt'],
    ['a crash', broken('crash'), 'corrupt'],
    ['a timeout', broken('time'), 'too-large'],
  ];
  for (const [doubt, answer, reason] of doubts) {
    it(`is refused for ${doubt} if that happens twice and a good picture renders in between`, async () => {
      const { outcome, asked } = await renderWith(answer, proven, answer);
      assert.ok(typeof outcome === 'object' && outcome.outcome === 'refused');
      assert.equal(outcome.reason, reason);
      assert.deepEqual(asked, ['render', 'self-test', 'render']);
    });

    it(`is accepted if ${doubt} does not happen again`, async () => {
      assert.deepEqual((await renderWith(answer, proven, rendered)).outcome, { outcome: 'rendered' });
    });

    it(`is not refused for ${doubt} if a good picture fails, too`, async () => {
      for (const trouble of [broken('time'), { kind: 'failed', message: 'no thread' } as const]) {
        const { outcome } = await renderWith(answer, trouble);
        assert.match(
          String(outcome),
          /^A good picture cannot be rendered either: (?:broken by time|no thread), after /u,
        );
      }
    });
  }

  it('gets twice the time for the second attempt, and the self-test gets two seconds', async () => {
    const { milliseconds } = defaultImageLimits;
    const { given } = await renderWith(broken('time'), proven, broken('time'));
    assert.deepEqual(given, [milliseconds, 2_000, 2 * milliseconds]);
  });

  it('is tried once if it exceeds a limit or its format is unsupported', async () => {
    for (const answer of [refused('too-large'), refused('unsupported')])
      assert.deepEqual((await renderWith(answer)).asked, ['render']);
  });

  it('is refused at once if it exceeds the memory limit, which is the same on every machine', async () => {
    const { outcome, asked } = await renderWith(broken('memory'));
    assert.ok(typeof outcome === 'object' && outcome.outcome === 'refused');
    assert.deepEqual([outcome.reason, asked], ['too-large', ['render']]);
  });

  it('is refused at once if its process used the CPU for most of the time limit', async () => {
    const { milliseconds } = defaultImageLimits;
    const { outcome, asked, spent } = await renderWithin(0.9 * milliseconds, broken('time'));
    assert.ok(typeof outcome === 'object' && outcome.outcome === 'refused');
    assert.deepEqual([outcome.reason, asked, spent], ['too-large', ['render'], 0.9 * milliseconds]);
  });

  for (const code of ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE', 'EACCES', 'ENOENT']) {
    it(`is not refused if the operating system reports ${code}`, async () => {
      const { outcome, asked } = await renderWith({ kind: 'failed', message: 'no luck', code });
      assert.equal(outcome, 'Rendering failed: no luck');
      assert.deepEqual(asked, ['render']);
    });
  }

  const thrown = { kind: 'failed', message: 'Expected width, height and channels' } as const;
  const memoryGone = { kind: 'failed', message: 'not enough memory', code: 'ENOMEM' } as const;
  const faults = [thrown, memoryGone, new WorkerEnded('The image process ended (SIGKILL)')];
  for (const fault of faults) {
    it(`has the outcome “undrawn” if a good picture renders: ${fault.message}`, async () => {
      const { outcome, asked } = await renderWith(fault, proven);
      assert.deepEqual(outcome, { outcome: 'undrawn', reason: fault.message });
      assert.deepEqual(asked, ['render', 'self-test']);
    });

    it(`is not refused if a good picture cannot be rendered or written either: ${fault.message}`, async () => {
      for (const trouble of [
        { kind: 'failed', message: 'no space left', code: 'ENOSPC' } as const,
        broken('time'),
        new WorkerEnded('killed again'),
      ])
        assert.match(String((await renderWith(fault, trouble)).outcome), /^A good picture cannot/u);
    });
  }

  it('reports the CPU time of all attempts', async () => {
    const { spent } = await renderWithin(100, broken('crash'), proven, broken('crash'));
    assert.equal(spent, 300);
  });
});
