import { emailKey } from '../../domain/account.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* For codes of every kind together, whoever asks: the reader of the address may never have heard of us. */
const mailsToOne = 5;
/** The part of it for members who say that an address is theirs: one mail is left for its owner to register. */
export const mailsToProposed = 4;

type Needs = Pick<Ports, 'attempts' | 'secrets' | 'clock'>;

/* The store does not see the address: many belong to nobody who has an account. */
const keyOf = ({ secrets }: Pick<Needs, 'secrets'>, email: string) =>
  `code mail ${secrets.sign('code mail', emailKey(email))}`;

/** Counts a mail with a code to the address, if it may be sent. */
export const takeCodeMail = (ports: Needs, email: string, limit = mailsToOne) =>
  ports.attempts.take({ key: keyOf(ports, email), limit, window: hours(1), now: ports.clock.now() });

/** Takes the count back, where the mail was not sent after all. */
export const giveBackCodeMail = (ports: Needs, email: string): Promise<void> =>
  ports.attempts.giveBack(keyOf(ports, email), ports.clock.now());
