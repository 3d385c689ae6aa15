import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createMember } from '../../../e2e/api-client.ts';
import { startVitrine } from '../../../e2e/vitrine-process.ts';

it('writes no mails or codes to a redirected log', async () => {
  await using vitrine = await startVitrine();
  const member = await createMember(vitrine, 'ada');
  await member.call('POST', '/accounts/forgot-password', { login: 'ada' });
  const email = 'ada@example.org';
  const codes = [await vitrine.codeFor(email), await vitrine.linkCodeFor(email)];
  await vitrine.end('SIGTERM');
  for (const code of codes)
    for (const written of [code, `${code.slice(0, 3)} ${code.slice(3)}`])
      assert.ok(!vitrine.output().includes(written), vitrine.output());
  assert.ok(!vitrine.output().includes(email), vitrine.output());
});
