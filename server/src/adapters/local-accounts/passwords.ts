import { availableParallelism } from 'node:os';
import { hash as argon2Hash, verify as argon2Verify, parseOptions } from '@node-rs/argon2';
import { compare as bcryptCompare } from 'bcryptjs';
import { AppError } from '../../domain/errors.ts';

export type HashingOptions = {
  /** Memory in KiB. */
  memoryCost: number;
  timeCost: number;
  parallelism: number;
};

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const recommended: HashingOptions = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/* Limits the wait to a few seconds; people retry after that. */
const maxWaitingPerProcessor = 100;

/* Accepts costs up to 14: higher ones take many seconds of CPU time. */
const bcryptForm = /^\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/u;
const argon2Form = /^\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/u;

/**
 * Hashes with Argon2id. Runs no more hashes at once than there are processors, which limits memory. Node 24's own
 * `crypto.argon2` verifies the same hashes, but takes two to three times as long as @node-rs/argon2.
 */
export function createPasswords(options: HashingOptions = recommended) {
  const processors = availableParallelism();
  const limited = limitConcurrency(processors, maxWaitingPerProcessor * processors);
  // Normalizes Unicode, so that the same characters match whatever keyboard typed them.
  const normalize = (password: string) => password.normalize('NFC');
  const hash = (password: string) => limited(() => argon2Hash(normalize(password), options));
  // Takes as long as a verification, to hide that the account does not exist.
  const verifyNothing = async (password: string): Promise<false> => {
    await hash(password);
    return false;
  };

  return {
    hash,

    async verify(stored: string, password: string): Promise<boolean> {
      // Other programs that create bcrypt hashes do not normalize the password.
      if (bcryptForm.test(stored)) return await limited(() => bcryptCompare(password, stored));
      if (!argon2Form.test(stored)) return await verifyNothing(password);
      return await limited(() => argon2Verify(stored, normalize(password)));
    },

    verifyNothing,

    isOutdated(stored: string): boolean {
      if (!stored.startsWith('$argon2id$')) return true;
      const { memoryCost, timeCost, parallelism } = parseOptions(stored);
      return (
        memoryCost !== options.memoryCost ||
        timeCost !== options.timeCost ||
        parallelism !== options.parallelism
      );
    },
  };
}

/** Runs at most `limit` tasks at once. Queues up to `maxWaiting` others and refuses more. */
export function limitConcurrency(limit: number, maxWaiting: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    // A finished task passes its slot to the next, so that no other task takes it in between.
    if (running < limit) running++;
    else if (waiting.length >= maxWaiting) throw tooManyLogins();
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

const tooManyLogins = () =>
  new AppError('too-many-requests', 'Too many people are logging in right now. Try again soon.', {
    retryAfter: 5,
  });
