import * as contract from '@vitrine/contract/tokens.ts';
import { notFound } from '../../domain/errors.ts';
import type { AccessToken } from '../../domain/session.ts';
import { toIso, toIsoOrNull } from '../../domain/time.ts';
import { createToken } from '../../features/tokens/create.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';

const presentToken = ({ id, name, scopes, createdAt, lastUsedAt, expiresAt }: AccessToken) => ({
  id,
  name,
  scopes: [...scopes],
  createdAt: toIso(createdAt),
  lastUsedAt: toIsoOrNull(lastUsedAt),
  expiresAt: toIso(expiresAt),
});

export function addTokenRoutes(api: Api, { ports }: ApiOptions): void {
  api.openapi(guarded(contract.listTokens), async (c) => {
    const tokens = await ports.tokens.listByAccount(caller(c).id, ports.clock.now());
    return c.json({ items: tokens.map(presentToken), nextCursor: null }, 200);
  });
  api.openapi(guarded(contract.createToken), async (c) => {
    const { token, secret } = await createToken(ports, caller(c), c.req.valid('json'));
    // The response contains the secret, so no cache may store it.
    c.header('Cache-Control', 'no-store');
    return c.json({ token: presentToken(token), secret }, 201);
  });
  api.openapi(guarded(contract.revokeToken), async (c) => {
    const isRevoked = await ports.tokens.remove(caller(c).id, c.req.valid('param').id);
    if (!isRevoked) throw notFound('token');
    return c.body(null, 204);
  });
}
