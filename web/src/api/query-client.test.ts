import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { QueryObserver } from '@tanstack/react-query';
import { createQueryClient, seedQueries } from './query-client.ts';
import { ApiProblem, offlineProblem, type ProblemCode } from './request.ts';
import { sessionKey } from './session.ts';

const problem = (code: ProblemCode) => new ApiProblem({ status: 401, code, detail: '' });

/** Returns whether the client refetches the session after a failure with this code. */
async function isAskedAfter(code: ProblemCode, what: 'query' | 'mutation') {
  const client = createQueryClient();
  client.setQueryData(sessionKey, { account: null });
  const fail = () => Promise.reject(problem(code));
  const made =
    what === 'query'
      ? client.fetchQuery({ queryKey: ['/me/photos'], queryFn: fail, retry: false })
      : client.getMutationCache().build(client, { mutationFn: fail }).execute(undefined);
  await assert.rejects(made, ApiProblem);
  const { isInvalidated } = client.getQueryState(sessionKey) ?? {};
  client.clear();
  return isInvalidated;
}

describe('a failed query', () => {
  /** A page that shows a photo, opened and closed again. Counts its requests. */
  function setUp(t: TestContext) {
    const client = createQueryClient();
    t.after(() => client.clear());
    let requests = 0;
    const open = async () => {
      const queryFn = () => {
        requests += 1;
        return Promise.reject(offlineProblem());
      };
      const observer = new QueryObserver(client, { queryKey: ['/photos/a'], queryFn });
      const leave = observer.subscribe(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      leave();
      return requests;
    };
    return { client, open };
  }

  it('is retried when the page is opened again', async (t) => {
    const { open } = setUp(t);
    assert.equal(await open(), 1);
    assert.equal(await open(), 2);
  });

  it('is taken over from the server and retried when the page is opened later', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const { client, open } = setUp(t);
    seedQueries(client, { '/photos/a': { status: 404, body: {} } });
    assert.equal(await open(), 0);
    t.mock.timers.tick(60_000);
    assert.equal(await open(), 1);
  });
});

describe('an unauthenticated response', () => {
  for (const what of ['query', 'mutation'] as const)
    it(`makes a failed ${what} refetch the session`, async () => {
      assert.equal(await isAskedAfter('unauthenticated', what), true);
      assert.equal(await isAskedAfter('wrong-credentials', what), false);
    });
});
