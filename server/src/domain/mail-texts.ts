import { type Account, cancellationGrace, type Holdings } from './account.ts';
import type { AccessToken } from './session.ts';
import { type Timestamp, toIso } from './time.ts';

/**
 * Texts of every mail that a use case sends. Mails with codes belong to the identity adapter, which makes the codes.
 */

export type Letter = {
  /** The same cause has the same id, so that a retried request sends one mail. */
  id: string;
  to: string;
  subject: string;
  paragraphs: readonly string[];
};

const day = (timestamp: Timestamp) => toIso(timestamp).slice(0, 10);
const greeting = ({ displayName }: Account) => `Hello ${displayName},`;

export const passwordChanged = (account: Account, keptTokens: number, now: Timestamp): Letter => ({
  id: `password-changed:${account.id}:${now}`,
  to: account.email,
  subject: 'Your Vitrine password was changed',
  paragraphs: [
    greeting(account),
    `The password of your account was changed. Every other session has ended. ${tokensText(keptTokens)}`,
    'If that wasn’t you, set a new password from the log-in page at once.',
  ],
});

function tokensText(kept: number): string {
  if (kept === 0) return 'No personal access token works any more.';
  const tokens =
    kept === 1 ? 'One personal access token still works' : `${kept} personal access tokens still work`;
  return `${tokens}: see Settings if you do not recognise them.`;
}

/** Goes to the previous e-mail address: its reader would not learn of the change otherwise. */
export const emailChanged = (before: Account, now: Timestamp): Letter => ({
  id: `email-changed:${before.id}:${now}`,
  to: before.email,
  subject: 'The e-mail address of your Vitrine account was changed',
  paragraphs: [
    greeting(before),
    'Your account now has another e-mail address. We won’t write to this one any more.',
    'If that wasn’t you, tell the people who run this gallery: they can give the account back to you.',
  ],
});

const abilities: Record<AccessToken['scopes'][number], string> = {
  read: 'view everything that you can view',
  write: 'upload, change and delete photos and albums',
};

export const tokenCreated = (owner: Account, { id, scopes, expiresAt }: AccessToken): Letter => ({
  id: `token-made:${id}`,
  to: owner.email,
  subject: 'New access token for your Vitrine account',
  paragraphs: [
    greeting(owner),
    `A personal access token was created for your account. Until ${day(expiresAt)}, it can ${scopes.map((scope) => abilities[scope]).join(' and ')}.`,
    'If that was not you, revoke it in Settings, then change your password.',
  ],
});

export const accountCancelled = (account: Account, cancelledAt: Timestamp, keepUrl: string): Letter => ({
  id: `cancelled:${account.id}:${cancelledAt}`,
  to: account.email,
  subject: 'Your Vitrine account will be deleted',
  paragraphs: [
    greeting(account),
    'As you asked, we’ve cancelled your account. Your profile and photos disappeared for everyone else straight away.',
    `On ${day(cancelledAt + cancellationGrace)} we’ll delete everything: your photos, albums, likes and the account. Until then you can log in here to keep it:`,
    keepUrl,
  ],
});

export const accountDeleted = (account: Account, { photos, albums, likes }: Holdings): Letter => ({
  id: `deleted:${account.id}`,
  to: account.email,
  subject: 'We’ve deleted your Vitrine account',
  paragraphs: [
    greeting(account),
    `We’ve deleted your account and everything in it: ${photos} photos in every size, ${albums} albums, ${likes} likes, your sessions and settings.`,
    'This is the last e-mail from us.',
  ],
});

/** `version` tells mails about different suspensions of one account apart. */
export const accountSuspended = (account: Account, version: string): Letter => ({
  id: `suspended:${account.id}:${version}`,
  to: account.email,
  subject: 'Your Vitrine account is suspended',
  paragraphs: [
    greeting(account),
    'An administrator suspended your account. You cannot log in, and your photos are hidden. Nothing is deleted.',
    ...(account.suspensionReason ? [`Reason: ${account.suspensionReason}`] : []),
  ],
});

export const accountResumed = (account: Account, suspendedAt: Timestamp, version: string): Letter => ({
  id: `resumed:${suspendedAt}:${account.id}:${version}`,
  to: account.email,
  subject: 'Your Vitrine account works again',
  paragraphs: [
    greeting(account),
    'The suspension of your account is lifted. You can log in, and your photos are visible again.',
  ],
});
