import { canContribute } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';

/** Before anything is added: photos, likes, albums. */
export function checkContribution(viewer: Account): void {
  if (canContribute(viewer)) return;
  throw new AppError(
    'forbidden',
    'Your account is cancelled. Keep the account to upload, like or make albums again.',
  );
}
