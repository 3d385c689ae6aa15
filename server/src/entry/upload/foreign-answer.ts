import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import { formatBytes } from '../human-units.ts';
import { terminalText } from '../terminal-text.ts';

/* No body is larger: above this size a file goes in parts. A proxy needs a little for the rest. */
const neededMegabytes = ((fewestUploadParts - 1) * uploadPartBytes) / 1024 / 1024 + 2;

/** The sentence for an answer that is not Vitrine's: of a proxy, a firewall or a log-in page on the way. */
export function describeForeignAnswer(
  { status, headers, url }: Pick<Response, 'status' | 'headers' | 'url'>,
  { text = '', bodyBytes }: { text?: string; bodyBytes?: number | undefined } = {},
): string {
  const between = `Something between here and Vitrine (${nameOf(headers)})`;
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location)
    return `${between} redirects to ${terminalText(location)}. Give the URL that it leads to as --url.`;
  if (status === 413)
    return (
      `${between} refuses bodies larger than its limit${bodyBytes === undefined ? '' : `; this one has ${formatBytes(bodyBytes)}`}. ` +
      `Set the limit to ${neededMegabytes} MB or more: in nginx, client_max_body_size ${neededMegabytes}m.`
    );
  if (status === 401 || status === 407) return `${between} asks for a log-in of its own (${status}).`;
  if (status === 502 || status === 503 || status === 504)
    return `${between} answers ${status}${titleOf(text)}: it cannot reach Vitrine. Is Vitrine running?`;
  if (status < 300)
    return `${between} answers with a page in place of Vitrine’s data. Is ${originOf(url)} the URL of a Vitrine, without a log-in page in front?`;
  return `${between} answers ${status}${titleOf(text)}.`;
}

function nameOf(headers: Headers): string {
  const server = /^[\w.-]+/u.exec(headers.get('server') ?? '')?.[0];
  return server ?? 'nginx or another proxy?';
}

/* What stands in the title of an error page, such as 502 Bad Gateway, without the number. */
function titleOf(text: string): string {
  const title = /<title>\s*(?:\d{3}\s*)?([^<]{1,80}?)\s*<\/title>/iu.exec(text)?.[1];
  return title ? ` “${terminalText(title)}”` : '';
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : 'this');
