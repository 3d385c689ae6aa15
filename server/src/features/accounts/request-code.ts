import type { Ports } from '../../ports/index.ts';

export type CodeRequest = {
  purpose: 'confirm-account' | 'reset-password';
  login: string;
  /** Digest of the secret of the browser that asks. */
  browser: string;
};

/**
 * Has a code mailed to whoever has that name, if anybody does. A job finds out: neither the answer nor the time that it
 * takes says whether there is such an account. Names rest sealed in the queue, because many are addresses.
 */
export async function requestCode(
  ports: Pick<Ports, 'jobs' | 'secrets'>,
  request: CodeRequest,
): Promise<void> {
  const { purpose, browser } = request;
  const login = request.login.trim().toLowerCase();
  const text = JSON.stringify({ purpose, login, browser } satisfies CodeRequest);
  await ports.jobs.enqueue({
    name: 'mail-code',
    payload: { sealed: ports.secrets.seal('code request', text) },
    key: `mail-code:${ports.secrets.sign('code request', text)}`,
  });
}
