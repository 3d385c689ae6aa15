import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiProblem, type ProblemCode } from './api-problem.ts';
import { createQueryClient } from './query-client.ts';
import { sessionKey } from './use-session.ts';

const problem = (code: ProblemCode) => new ApiProblem({ status: 401, code, detail: '' });

/** Whether who is logged in is asked again once something was answered so. */
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

describe('an answer that takes a log-in', () => {
  for (const what of ['query', 'mutation'] as const)
    it(`has who is logged in asked again, to a ${what}`, async () => {
      assert.equal(await isAskedAfter('unauthenticated', what), true);
      assert.equal(await isAskedAfter('wrong-credentials', what), false);
    });
});
