import { accountHeader } from '@vitrine/contract/api.ts';
import type { Context } from 'hono';
import type { Account } from '../domain/account.ts';
import { AppError } from '../domain/errors.ts';

/**
 * A page knows for whom it was drawn, and the cookie only who logged in last: in another tab that may have been somebody
 * else, for whom what is done on this page was never meant.
 */
export function refuseOtherAccount(c: Context, { id }: Account): void {
  const meant = c.req.header(accountHeader);
  if (meant !== undefined && meant !== id)
    throw new AppError('unauthenticated', 'Somebody else has logged in meanwhile. Nothing was changed.');
}
