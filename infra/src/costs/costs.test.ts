import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { variants } from '../settings.ts';
import { assumptions, monthlyCosts, tableUnits, usageOf } from './by-use.ts';
import { fixedCosts } from './prices.ts';
import { fillTables } from './tables.ts';

const sum = (lines: readonly { dollars: number }[]) =>
  lines.reduce((total, { dollars }) => total + dollars, 0);

describe('costs', () => {
  it('match the tables in the documents', () => {
    for (const name of ['scale.md', 'deploy-aws.md']) {
      const text = readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
      assert.match(text, /<!-- table:/u);
      assert.equal(fillTables(text), text, `${name} is stale: run npm run costs -w infra`);
    }
  });

  it('equal the fixed costs for an empty gallery', () => {
    for (const variant of variants) {
      const rest = sum(fixedCosts({ ...variant, isMultiZone: false, identity: 'cognito' }));
      assert.ok(Math.abs(sum(monthlyCosts(variant, 0)) - rest) < 0.01, JSON.stringify(variant));
    }
  });

  it('grow with the number of photos, and no faster', () => {
    for (const variant of variants) {
      const [few = 0, many = 0] = [10_000_000, 100_000_000].map((photos) =>
        sum(monthlyCosts(variant, photos)),
      );
      assert.ok(many > few && many < few * 11, JSON.stringify(variant));
    }
  });

  it('use the units that were measured on DynamoDB', () => {
    const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    const [, list] = /8 Query \+ 1 BatchGetItem \| (\d+) \|/u.exec(read('bench/README.md')) ?? [];
    const [, like] = /\| `like`, `unlike` \|[^|]*\|[^|]*\| (\d+);/u.exec(read('docs/dynamodb.md')) ?? [];
    const [, count] =
      /\| attempts \| `take` \|[^|]*\|[^|]*\| 1, (\d+) \|/u.exec(read('docs/dynamodb.md')) ?? [];
    assert.deepEqual(
      [assumptions.readsAList, assumptions.writesALike, assumptions.writesACount],
      [Number(list), Number(like), Number(count)],
    );
    const { reads, writes } = tableUnits({ shape: 'serverless' }, usageOf(1_000_000));
    // 333,333 pages with a list and four calls more, two million renditions; 41,667 photos and 100,000 likes.
    assert.deepEqual([Math.round(reads / 1e5), Math.round(writes / 1e5)], [277, 38]);
  });

  it('assume ten million views and 5 TB for a million photos', () => {
    const { views, storedGigabytes, arrivals } = usageOf(1_000_000);
    assert.deepEqual([views, Math.round(storedGigabytes), Math.round(arrivals)], [10_000_000, 5150, 41_667]);
  });
});
