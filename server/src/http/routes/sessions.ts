import * as contract from '@vitrine/contract/sessions.ts';
import { notFound } from '../../domain/errors.ts';
import { toIso } from '../../domain/time.ts';
import { logIn } from '../../features/sessions/sessions.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded, replaceSession } from '../authenticate.ts';
import { caller, callerSession } from '../environment.ts';
import { presentAccount } from '../presenters/photos.ts';

export function addSessionRoutes(api: Api, { ports, cookies, browsers, quotaBytes }: ApiOptions): void {
  api.openapi(guarded(contract.logIn), async (c) => {
    const { account, secret } = await logIn(ports, {
      ...c.req.valid('json'),
      userAgent: c.req.header('user-agent'),
      isThrottled: c.get('isThrottled'),
    });
    await replaceSession(ports, cookies, c, secret);
    return c.json({ account: presentAccount(account, quotaBytes) }, 200);
  });
  api.openapi(guarded(contract.getSession), async (c) => {
    const account = c.get('account');
    return c.json({ account: account ? presentAccount(account, quotaBytes) : null }, 200);
  });
  api.openapi(guarded(contract.logOut), async (c) => {
    const account = c.get('account');
    const proof = c.get('proof');
    if (account && proof?.kind === 'session') await ports.sessions.remove(account.id, proof.sessionId);
    // On a shared computer, whoever comes next is another person.
    browsers.clear(c);
    cookies.clear(c);
    return c.body(null, 204);
  });
  api.openapi(guarded(contract.listSessions), async (c) => {
    const current = callerSession(c);
    const sessions = await ports.sessions.listByAccount(caller(c).id, ports.clock.now());
    const items = sessions.map(({ id, device, createdAt, lastSeenAt, expiresAt }) => ({
      id,
      device,
      createdAt: toIso(createdAt),
      lastSeenAt: toIso(lastSeenAt),
      expiresAt: toIso(expiresAt),
      current: id === current,
    }));
    return c.json({ items, nextCursor: null }, 200);
  });
  api.openapi(guarded(contract.revokeSession), async (c) => {
    const isRevoked = await ports.sessions.remove(caller(c).id, c.req.valid('param').id);
    if (!isRevoked) throw notFound('session');
    return c.body(null, 204);
  });
}
