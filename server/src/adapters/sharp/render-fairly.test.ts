import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RefusedImage } from '../../ports/images.ts';
import { defaultImageLimits } from './image-limits.ts';
import type { ImageAnswer, ImageTask } from './image-task.ts';
import { renderFairly } from './render-fairly.ts';
import type { BrokenChild } from './supervised-child.ts';

type Answer = ImageAnswer | BrokenChild;

const request = { sourcePath: '/a', outputDirectory: '/b', ladder: [] };
const task = { kind: 'render', request, limits: defaultImageLimits } as const;
const refused = (reason: RefusedImage['reason']): Answer => ({
  kind: 'rendered',
  image: { outcome: 'refused', reason, detail: 'because' },
});
const broken = (by: BrokenChild['by']): Answer => ({ kind: 'broken', by });
const proven: Answer = { kind: 'proven' };
const rendered = { kind: 'rendered', image: { outcome: 'rendered' } } as Answer;

/** What comes of it where children answer so, what they were asked, and how long they were given. */
async function renderWith(...answers: Answer[]) {
  const asked: ImageTask['kind'][] = [];
  const given: number[] = [];
  const runTask = async ({ kind, limits }: ImageTask) => {
    asked.push(kind);
    given.push(limits.milliseconds);
    const answer = answers.shift();
    assert.ok(answer);
    return answer;
  };
  const outcome = await renderFairly({ runTask }, task).catch((error: Error) => error.message);
  return { outcome, asked, given };
}

describe('a picture that looks at fault', () => {
  const doubts: [doubt: string, answer: Answer, reason: RefusedImage['reason']][] = [
    ['what the decoder says', refused('corrupt'), 'corrupt'],
    ['a crash', broken('crash'), 'corrupt'],
    ['the time it takes', broken('time'), 'too-large'],
    ['the memory it takes', broken('memory'), 'too-large'],
  ];
  for (const [doubt, answer, reason] of doubts) {
    it(`is refused for ${doubt} once that was seen again, and a sound one drawn in between`, async () => {
      const { outcome, asked } = await renderWith(answer, proven, answer);
      assert.ok(typeof outcome === 'object' && outcome.outcome === 'refused');
      assert.equal(outcome.reason, reason);
      assert.deepEqual(asked, ['render', 'prove', 'render']);
    });

    it(`is taken where ${doubt} does not come again`, async () => {
      assert.deepEqual((await renderWith(answer, proven, rendered)).outcome, { outcome: 'rendered' });
    });

    it(`is not blamed for ${doubt} where a sound one comes to grief, too`, async () => {
      for (const trouble of [broken('time'), { kind: 'failed', message: 'no thread' } as const]) {
        const { outcome } = await renderWith(answer, trouble);
        assert.match(
          String(outcome),
          /^A picture that is sound cannot be drawn either: (?:broken by time|no thread)$/u,
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

  it('is not blamed for what its process says is none of its fault', async () => {
    const { outcome, asked } = await renderWith({ kind: 'failed', message: 'no space left' });
    assert.equal(outcome, 'Rendering failed: no space left');
    assert.deepEqual(asked, ['render']);
  });
});
