import { availableParallelism } from 'node:os';
import { hash as argon2Hash, verify as argon2Verify, parseOptions } from '@node-rs/argon2';
import { compare as bcryptCompare } from 'bcryptjs';
import { AppError } from '../../domain/errors.ts';

export type HashingOptions = {
  /** KiB. */
  memoryCost: number;
  timeCost: number;
  parallelism: number;
};

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const recommended: HashingOptions = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/* A few seconds' worth: who waits longer tries again anyway. */
const maxWaitingPerProcessor = 100;

/* A higher cost than 14 would keep a processor busy for many seconds: such hashes are nobody's. */
const bcryptForm = /^\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/u;
const argon2Form = /^\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/u;

/** Argon2id, with memory for no more hashes at once than there are processors. */
export function createPasswords(options: HashingOptions = recommended) {
  const processors = availableParallelism();
  const limited = limitConcurrency(processors, maxWaitingPerProcessor * processors);
  // What looks the same is the same, on whatever keyboard it was typed.
  const normalize = (password: string) => password.normalize('NFC');
  const hash = (password: string) => limited(() => argon2Hash(normalize(password), options));
  // Takes as long as verifying.
  const verifyNothing = async (password: string): Promise<false> => {
    await hash(password);
    return false;
  };

  return {
    hash,

    async verify(stored: string, password: string): Promise<boolean> {
      // Whoever made a bcrypt hash otherBrowserHint took the password as it was typed.
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

/** Runs at most `limit` pieces of work at once; `maxWaiting` others wait their turn, and more are refused. */
export function limitConcurrency(limit: number, maxWaiting: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    // Whoever ends hands its place over, so that none is taken in between.
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
  new AppError('too-many-requests', 'Too many people are logging in just now. Please try again soon.', {
    retryAfter: 5,
  });
