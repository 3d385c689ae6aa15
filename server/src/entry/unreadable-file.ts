/** A file or folder that cannot be read. The message is a sentence for the person at the terminal. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

const reasons: Record<string, string> = {
  EACCES: 'Permission denied.',
  EPERM: 'Permission denied.',
  ENOENT: 'It is no longer there.',
  ENOTDIR: 'It is no longer there.',
  EISDIR: 'It is a folder now.',
  ENAMETOOLONG: 'The path is too long for this system.',
  ELOOP: 'The links lead in a circle.',
  EIO: 'The disk reports a read error.',
  ESTALE: 'The network share lost it. Try again.',
  ETIMEDOUT: 'The network share does not answer.',
};

/** The sentence for an error of the file system; rethrows any other error. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof UnreadableFile) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  return reasons[code] ?? `It cannot be read (${code}).`;
}
