/* No imports: the domain and browsers load this too. */

/** In lower case; `usernameRule` says it in words. */
export const usernameForm = /^[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){2,29}$/u;
export const usernameRule =
  'has 3 to 30 letters a to z, digits, and single dots, hyphens or underscores between them';

/** Two tags are the same when they differ in case only. */
export const tagKey = (tag: string) => tag.normalize('NFC').toLowerCase();
