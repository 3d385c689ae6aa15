import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isReachable } from './request.ts';

it('reaches Vitrine if Vitrine answers, but not if only the proxy does', async (t) => {
  const answers: [answer: () => Promise<Response>, expected: boolean][] = [
    [async () => Response.json({ status: 'alive' }), true],
    // A proxy may answer 404 for a path that it does not expose.
    [async () => new Response(null, { status: 404 }), true],
    [async () => new Response(null, { status: 502 }), false],
    [() => Promise.reject(new TypeError('Failed to fetch')), false],
  ];
  for (const [answer, expected] of answers) {
    const { mock } = t.mock.method(globalThis, 'fetch', answer);
    assert.equal(await isReachable(), expected);
    mock.restore();
  }
});
