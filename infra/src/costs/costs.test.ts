import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { shapes } from '../settings.ts';
import { atRest } from './at-rest.ts';
import { costs, useOf } from './by-use.ts';
import { fillTables } from './fill-tables.ts';

const sum = (lines: readonly { dollars: number }[]) =>
  lines.reduce((total, { dollars }) => total + dollars, 0);

describe('what it costs', () => {
  it('stands in the documents as it is computed', () => {
    for (const name of ['scale.md', 'deploy-aws.md']) {
      const text = readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
      assert.match(text, /<!-- table:/u);
      assert.equal(fillTables(text), text, `${name} is stale: run npm run costs -w infra`);
    }
  });

  it('is what it costs at rest where there is nothing', () => {
    for (const shape of shapes) {
      const rest = sum(atRest({ shape, isMultiZone: false, identity: 'cognito' }));
      assert.ok(Math.abs(sum(costs(shape, 0)) - rest) < 0.01, shape);
    }
  });

  it('grows with what is kept, and no faster, once nothing is free any more', () => {
    for (const shape of shapes) {
      const [few = 0, many = 0] = [10_000_000, 100_000_000].map((photos) => sum(costs(shape, photos)));
      assert.ok(many > few && many < few * 11, shape);
    }
  });

  it('is reckoned from the same photos: of a million, ten million are looked at and 5 TB kept', () => {
    const { views, storedGigabytes, arrivals } = useOf(1_000_000);
    assert.deepEqual([views, Math.round(storedGigabytes), Math.round(arrivals)], [10_000_000, 5150, 41_667]);
  });
});
