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
const crashed: Answer = { kind: 'broken', by: 'crash' };
const proven: Answer = { kind: 'proven' };

/** What comes of it where children answer so, and what they were asked. */
async function renderWith(...answers: Answer[]) {
  const asked: ImageTask['kind'][] = [];
  const runTask = async ({ kind }: ImageTask) => {
    asked.push(kind);
    const answer = answers.shift();
    assert.ok(answer);
    return answer;
  };
  const outcome = await renderFairly({ runTask }, task).catch((error: Error) => error.message);
  return { outcome, asked };
}

describe('a picture that looks damaged', () => {
  for (const damage of [refused('corrupt'), crashed])
    it(`is refused once it was seen again, between sound ones: ${damage.kind}`, async () => {
      const { outcome, asked } = await renderWith(damage, proven, damage);
      assert.ok(typeof outcome === 'object' && outcome.outcome === 'refused');
      assert.equal(outcome.reason, 'corrupt');
      assert.deepEqual(asked, ['render', 'prove', 'render']);
    });

  for (const trouble of [crashed, { kind: 'failed', message: 'no thread' } as const])
    it(`is not blamed where a sound one comes to grief, too: ${trouble.kind}`, async () => {
      const { outcome } = await renderWith(refused('corrupt'), trouble);
      assert.match(
        String(outcome),
        /^A picture that is sound cannot be drawn either: (?:broken|no thread)$/u,
      );
    });

  it('is taken where it is drawn the second time', async () => {
    const image = { kind: 'rendered', image: { outcome: 'rendered' } } as Answer;
    assert.deepEqual((await renderWith(crashed, proven, image)).outcome, { outcome: 'rendered' });
  });

  it('is asked once where a bound or its format decides', async () => {
    for (const answer of [
      refused('too-large'),
      refused('unsupported'),
      { kind: 'broken', by: 'time' } as const,
    ])
      assert.deepEqual((await renderWith(answer)).asked, ['render']);
  });
});
