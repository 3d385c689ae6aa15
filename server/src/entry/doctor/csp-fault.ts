import { seconds } from '../../domain/time.ts';

/** Why a page of the gallery may not send files to the origin, if its Content-Security-Policy forbids that. */
export async function findCspFault(publicUrl: string, target: string): Promise<string | undefined> {
  const page = await fetch(publicUrl, { redirect: 'manual', signal: AbortSignal.timeout(seconds(10)) });
  await page.body?.cancel();
  // A proxy that adds a header of its own makes a second policy, and both hold.
  for (const policy of (page.headers.get('content-security-policy') ?? '').split(',')) {
    const sources = sourcesFor(policy, 'connect-src') ?? sourcesFor(policy, 'default-src');
    if (sources && !sources.some((source) => allows(source, target, publicUrl)))
      return `the pages’ Content-Security-Policy allows uploads to ${sources.join(' ') || 'nothing'}, and they go to ${target}`;
  }
  return undefined;
}

function sourcesFor(policy: string, directive: string): string[] | undefined {
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/u);
    if (name?.toLowerCase() === directive) return sources;
  }
  return undefined;
}

function allows(source: string, target: string, publicUrl: string): boolean {
  const { protocol, host, origin } = new URL(target);
  if (source === "'self'") return origin === new URL(publicUrl).origin;
  if (source === '*' || source === protocol) return true;
  const [, scheme, name = ''] = /^(?:(https?:)\/\/)?([^/]+)/u.exec(source) ?? [];
  if (scheme && scheme !== protocol) return false;
  return name === host || (name.startsWith('*.') && host.endsWith(name.slice(1)));
}
