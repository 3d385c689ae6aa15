import { apiBase } from '@vitrine/contract/api.ts';
import { memoryOf } from '../../bench/process-tree.ts';
import { createRandom } from '../../server/src/entry/seed/photo-details.ts';
import { findContractFault } from '../../server/src/testing/api/contract-check.ts';
import { createMember } from '../api-client.ts';
import { startVitrine } from '../vitrine-process.ts';
import { createRequests, type FuzzRequest } from './random-requests.ts';

export type FuzzOptions = { requests: number; seed: number };
export type FuzzReport = {
  faults: string[];
  statuses: Record<string, number>;
  operations: number;
  /** Memory of the server and its children in megabytes, after each tenth of the requests. */
  memory: number[];
  seconds: number;
};

const atOnce = 8;
/* A request without a response after this time (in milliseconds) is a fault. */
const patience = 60_000;
const mostFaults = 50;

/** Sends random requests as a visitor, two members and an admin, and reports every fault. */
export async function runFuzz({ requests, seed }: FuzzOptions): Promise<FuzzReport> {
  await using vitrine = await startVitrine({
    VITRINE_LOG_LEVEL: 'error',
    VITRINE_TRUST_PROXY: 'on',
    VITRINE_METRICS: 'on',
  });
  const members = ['member', 'other', 'warden', 'victim'];
  const clients = [];
  for (const name of members) clients.push(await createMember(vitrine, name));
  await vitrine.run('user', 'make-admin', 'warden');
  const identities = ['', ...clients.slice(0, 3).map((client) => client.cookie())] as [string, ...string[]];

  const random = createRandom('fuzz', seed);
  const made = createRequests(random, ['victim', 'nobody', 'other-nobody']);
  const faults: string[] = [];
  const statuses: Record<string, number> = {};
  const reached = new Set<string>();
  const report = (fault: string) => {
    if (faults.length < mostFaults) faults.push(fault);
  };

  let sent = 0;
  async function send(request: FuzzRequest, number: number): Promise<void> {
    const { operation, method, path, headers, body } = request;
    const url = vitrine.url + apiBase + path;
    const cookie = random.pick(identities);
    const shown = `#${number} ${method} ${path.slice(0, 200)} ${(body ?? '').slice(0, 300)}`;
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        headers: { ...headers, cookie, 'x-forwarded-for': `10.0.${number % 250}.${number % 199}` },
        signal: AbortSignal.timeout(patience),
        ...(body !== undefined && { body }),
      });
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      if (response.status < 400) reached.add(operation.name);
      if (response.status >= 500) report(`${shown}: ${response.status} ${await response.clone().text()}`);
      const fault = await findContractFault({ method, url }, response);
      if (fault) report(`${shown}: ${fault}`);
      if (response.headers.get('content-type')?.startsWith('text/event-stream'))
        await response.body?.cancel();
      else if (response.headers.get('content-type') === 'application/json') made.learn(await response.json());
      else await response.arrayBuffer();
    } catch (error) {
      report(`${shown}: ${error instanceof Error ? `${error.message} ${error.cause ?? ''}` : error}`);
    }
  }

  const began = performance.now();
  const memory: number[] = [];
  const tenth = Math.ceil(requests / 10);
  const work = async () => {
    while (sent < requests && faults.length < mostFaults) {
      sent += 1;
      const number = sent;
      await send(made.next(), number);
      if (number % tenth === 0) memory.push(Math.round((await memoryOf(vitrine.pid)) / 1e6));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const seconds = (performance.now() - began) / 1000;

  for (const fault of await findMiscounts(vitrine.url, identities.slice(1))) report(fault);
  const health = await fetch(`${vitrine.url}/readyz`);
  if (!health.ok) report(`after all of them /readyz answers ${health.status}`);
  return { faults, statuses, operations: reached.size, memory, seconds };
}

/** Returns a fault for each account whose photo count differs from its list. */
async function findMiscounts(url: string, cookies: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const cookie of cookies) {
    const read = async (path: string) => {
      const response = await fetch(`${url}${apiBase}${path}`, { headers: { cookie } });
      return { status: response.status, body: (await response.json()) as Record<string, never> };
    };
    const me = await read('/me');
    // The admin suspends only the victim, so the other accounts must still answer.
    if (me.status !== 200) faults.push(`/me answers ${me.status} afterwards`);
    const { photoCount = 0 } = (me.body.account ?? {}) as { photoCount?: number };
    let listed = 0;
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await read(
        `/me/photos?status=ready&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      listed += ((page.body.items ?? []) as unknown[]).length;
      cursor = page.body.nextCursor ?? null;
    }
    if (listed !== photoCount) faults.push(`${photoCount} photos are counted and ${listed} listed`);
  }
  return faults;
}
