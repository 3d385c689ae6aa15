import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mix } from './drawing.ts';
import { drawLandscape } from './landscapes.ts';
import { captionScene, describeScene, planScene } from './scene.ts';

describe('drawn landscapes', () => {
  it('are the same for the same seed and number', () => {
    const [first, second] = [1, 2].map(() => drawLandscape(planScene(3, 8), 800));
    assert.ok(first === second);
  });

  it('differ in every number and every seed', () => {
    const drawings = [1, 2].flatMap((seed) =>
      Array.from({ length: 20 }, (_, index) => drawLandscape(planScene(seed, index), 800)),
    );
    assert.equal(new Set(drawings).size, 40);
  });

  it('are drawn in numbers and never in NaN', () => {
    for (let index = 0; index < 64; index += 1)
      assert.ok(!/NaN|undefined|Infinity/u.test(drawLandscape(planScene(1, index), 800)), `number ${index}`);
  });

  it('stand upright, lie flat and spread wide', () => {
    const aspects = Array.from({ length: 64 }, (_, index) => planScene(1, index)).map(
      ({ width, height }) => width / height,
    );
    assert.ok(aspects.some((aspect) => aspect < 0.8));
    assert.ok(aspects.some((aspect) => aspect > 2));
  });

  it('are as long on their long side as was asked', () => {
    const [, width, height] = /width="(\d+)" height="(\d+)"/u.exec(drawLandscape(planScene(1, 1), 500)) ?? [];
    assert.equal(Math.max(Number(width), Number(height)), 500);
  });

  it('have a title, tags and a description that say what is in them', () => {
    const scene = planScene(1, 0);
    const { title, tags } = captionScene(scene, 0);
    assert.ok(title.length > 3);
    assert.ok(tags.includes('landscape'));
    assert.match(describeScene(scene), /under .* sky/u);
  });
});

describe('mixing colours', () => {
  it('begins with one and ends with the other', () => {
    assert.equal(mix('#123456', '#fedcba', 0), '#123456');
    assert.equal(mix('#123456', '#fedcba', 1), '#fedcba');
  });
});
