import { apiBase } from '@vitrine/contract/api.ts';
import { pageLimits } from '@vitrine/contract/limits.ts';
import { problemKinds } from '@vitrine/contract/problem.ts';
import { html, raw } from 'hono/html';
import type { App } from './environment.ts';

/* Text between backticks is code. */
const backticks = /`([^`]+)`/u;

/** Text of the contract as HTML: what stands between backticks is code. */
const marked = (text: string) =>
  text.split(backticks).map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));

const commands = (name: string, text: string) => html`<pre id="${name}"><code>${text}</code></pre>`;

/** The parts that no single operation holds: access, the order of calls, and what all answers share. */
const renderGuide = (publicUrl: string) => html`
<nav aria-label="On this page"><a href="#token">Get a token</a> · <a href="#access">Access</a> · <a href="#upload">Upload a
photo</a> · <a href="#lists">Lists</a> · <a href="#errors">Errors</a> · <a href="#limits">Limits</a> · <a href="#repeat">Repeat
safely</a> · <a href="#events">Events</a> · <a href="#origins">Other origins</a> · <a href="#operations">Operations</a></nav>

<h2 id="token">Get a token and send it</h2>
<ol><li>Log in, open <a href="/settings">Settings</a>, and make an access token with the scopes <code>read</code> and
<code>write</code>. Vitrine shows it once.</li>
<li>Send it with each request as <code>Authorization: Bearer …</code>:</li></ol>
${commands(
  'token-commands',
  `export API=${publicUrl}${apiBase}
export TOKEN=paste-your-token-here
curl -sS "$API/me" -H "Authorization: Bearer $TOKEN"`,
)}

<h2 id="access">Access</h2>
<p>Each operation below is marked with one of these words.</p>
<dl><dt><code>anyone</code></dt><dd>Works without logging in. With a token it shows what the token’s owner may see.</dd>
<dt><code>member</code></dt><dd>Needs a member: a browser session, or a token with the scope <code>read</code> for
<code>GET</code> and <code>write</code> for everything else.</dd>
<dt><code>session</code></dt><dd>Needs a member in a browser. No token opens it.</dd>
<dt><code>admin</code></dt><dd>Needs an admin. It answers 404 to everybody else.</dd></dl>
<p>What a caller may not see answers 404, so that nobody learns that it exists.</p>

<h2 id="upload">Upload a photo</h2>
<p>A small file takes one request:</p>
${commands('small-upload-commands', `curl -sS "$API/photos" -H "Authorization: Bearer $TOKEN" -F "file=@photo.jpg;type=image/jpeg"`)}
<p>Any other upload takes three requests: announce the file, send its bytes to the target that the answer names, and complete it.
The bytes go straight to the store. These commands need <code>curl</code> and <code>jq</code>.</p>
${commands(
  'upload-commands',
  `FILE=photo.jpg
# 1. Announce. A file that you have already is answered with "duplicate" and no target.
curl -sS "$API/uploads" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d "$(jq -n --arg name "$FILE" --argjson bytes "$(wc -c < "$FILE")" \\
    '{fileName: $name, contentType: "image/jpeg", bytes: $bytes}')" > upload.json
# 2. Send the bytes with the headers of the target, and without the token: the URL is signed. One that begins with / is the gallery's own.
jq -r '.target.headers | to_entries[] | "header = \\"\\(.key): \\(.value)\\""' upload.json |
  curl -sS -K - -X PUT --data-binary "@$FILE" \\
    "$(jq -r --arg gallery "\${API%${apiBase}}" '.target.url | if startswith("/") then $gallery + . else . end' upload.json)"
# 3. Complete. The photo is "processing", and "ready" a moment later.
curl -sS -X POST "$API/uploads/$(jq -r .photo.id upload.json)/complete" -H "Authorization: Bearer $TOKEN"
curl -sS "$API/photos/$(jq -r .photo.id upload.json)" -H "Authorization: Bearer $TOKEN" | jq .status`,
)}

<h2 id="lists">Lists</h2>
<p>Lists take <code>limit</code> (${pageLimits.default} if not given, at most ${pageLimits.max}) and <code>cursor</code>, and
answer <code>{"items": […], "nextCursor": "…"}</code>. Send <code>nextCursor</code> as <code>cursor</code> for the next page, or
follow the <code>Link</code> header; <code>nextCursor</code> is <code>null</code> on the last page. Cursors are opaque.</p>

<h2 id="errors">Errors</h2>
<p>Failures are <code>application/problem+json</code> (RFC 9457). Programs read <code>code</code>, people read <code>detail</code>;
<code>errors</code> names each field that is wrong, fields that do not exist included. <code>requestId</code> finds the request in
the log. All codes stand <a href="#problems">below</a>. 401 says in <code>WWW-Authenticate</code> how to log in. 405 lists in
<code>Allow</code> what the address takes.</p>

<h2 id="limits">Limits</h2>
<p>Some operations are limited by network, by log-in name or by member. Their answers say how often in
<code>RateLimit-Policy</code> (<code>q</code> requests in <code>w</code> seconds) and what is left in <code>RateLimit</code>
(<code>r</code> requests, all of which come back in <code>t</code> seconds). Beyond that the answer is 429, and
<code>Retry-After</code> says for how many seconds to wait.</p>

<h2 id="repeat">Repeat safely, and lose no change</h2>
<p><code>PUT</code> and <code>DELETE</code> may be repeated. <code>POST /uploads</code> and <code>POST /albums</code> take an
<code>Idempotency-Key</code> of your choice: the same key answers what the first request made. A photo, an album and your account
are answered with an <code>ETag</code>; send it as <code>If-Match</code> with a change, and the answer is 412 if somebody else changed
it meanwhile.</p>

<h2 id="events">Events or polling</h2>
<p>To wait for one photo, ask for it every second until <code>status</code> is <code>ready</code> or <code>rejected</code>. To follow
many, open <code>GET /events</code> once: it streams server-sent events about your photos. Send the last <code>id</code> that you
heard as <code>Last-Event-ID</code> when you connect again; events are kept for some minutes.</p>
${commands('events-commands', 'curl -N "$API/events" -H "Authorization: Bearer $TOKEN"')}

<h2 id="origins">Other origins</h2>
<p>A web app on another origin may use the API with a token if the operator of this gallery lists its origin in
<code>VITRINE_CORS_ORIGINS</code>. Cookies are never accepted from there.</p>`;

type Operation = {
  summary?: string;
  description?: string;
  'x-access'?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: unknown }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses: Record<
    string,
    {
      description: string;
      headers?: Record<string, { description?: string }>;
      content?: Record<string, { schema?: unknown }>;
    }
  >;
};

/** `/api/openapi.json`, and `/api/docs` made from it: plain HTML that needs no script. */
export function addApiDocs(app: App, publicUrl: string): void {
  app.get('/api/openapi.json', async (c) =>
    c.body(JSON.stringify(await loadDocument()), 200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'public, max-age=300',
    }),
  );
  let page: ReturnType<typeof renderDocs> | undefined;
  app.get('/api/docs', async (c) => {
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    );
    c.header('Cache-Control', 'public, max-age=300');
    page ??= renderDocs(await loadDocument(), publicUrl);
    return c.html(await page);
  });
}

/* Not before somebody asks: it is as large as all the routes. */
const loadDocument = async () =>
  (await import('@vitrine/contract/openapi.json', { with: { type: 'json' } })).default;
type Document = Awaited<ReturnType<typeof loadDocument>>;

const schemaBlock = (schema: unknown) =>
  schema === undefined
    ? ''
    : html`<pre>${JSON.stringify(schema, null, 2).replace(/"#\/components\/schemas\//gu, '"')}</pre>`;

function renderOperation(path: string, method: string, operation: Operation) {
  return html`<details id="${method}-${path}">
    <summary><code class="${method}">${method.toUpperCase()}</code> <code>${path}</code> <span>${marked(operation.summary ?? '')}</span>
      <small>${operation['x-access']}</small></summary>
    ${operation.description ? html`<p>${marked(operation.description)}</p>` : ''}
    ${operation.parameters?.map(
      (
        parameter,
      ) => html`<p><code>${parameter.name}</code> in ${parameter.in}${parameter.required ? ', required' : ''}.
        ${marked(parameter.description ?? '')}</p>${schemaBlock(parameter.schema)}`,
    )}
    ${Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => html`<h4>Body</h4>${schemaBlock(schema)}`)}
    <h4>Answers</h4>
    ${Object.entries(operation.responses).map(
      ([
        status,
        { description, headers, content },
      ]) => html`<p><code>${status}</code> ${marked(description)}</p>
        ${Object.entries(headers ?? {}).map(
          ([name, header]) =>
            html`<p class="header"><code>${name}</code> ${marked(header.description ?? '')}</p>`,
        )}
        ${Object.entries(content ?? {})
          .filter(([type]) => type !== 'application/problem+json')
          .map(([, { schema }]) => schemaBlock(schema))}`,
    )}
  </details>`;
}

function renderDocs(document: Document, publicUrl: string) {
  const paths = Object.entries(document.paths as unknown as Record<string, Record<string, Operation>>);
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Vitrine API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${raw(style)}</style></head><body><main>
<h1>Vitrine API</h1><p>${marked(document.info.description)}</p>
<p>Base <code>${document.servers[0]?.url}</code> · <a href="/api/openapi.json">openapi.json</a> · <a href="#schemas">Schemas</a> · <a href="#problems">Problems</a></p>
${renderGuide(publicUrl)}
<h2 id="operations">Operations</h2>
${paths.map(([path, methods]) => Object.entries(methods).map(([method, operation]) => renderOperation(path, method, operation)))}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(
  ([name, schema]) =>
    html`<details id="${name}"><summary><code>${name}</code></summary>${schemaBlock(schema)}</details>`,
)}
<h2 id="problems">Problems</h2><dl>${Object.entries(problemKinds).map(
    ([code, { status, title }]) =>
      html`<dt id="${code}"><code>${status} ${code}</code></dt><dd>${title}</dd>`,
  )}</dl></main></body></html>`;
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
details { border-block-end: 1px solid color-mix(in srgb, currentcolor 15%, transparent); padding: .5rem 0; }
summary { cursor: pointer; min-height: 2rem; } summary small { margin-inline-start: .5rem; white-space: nowrap; opacity: .75; }
nav { margin-block: 1rem; line-height: 2; } a { color: light-dark(#0a58ca, #8ab4ff); }
h2 { margin-block: 2.5rem .5rem; } p, li, dd { max-width: 70ch; overflow-wrap: anywhere; } dd { margin-inline-start: 1rem; }
.header { margin-inline-start: 1.5rem; font-size: .9em; }
summary code, dt code { overflow-wrap: anywhere; }
pre { overflow: auto; background: color-mix(in srgb, currentcolor 6%, transparent); padding: .75rem; border-radius: 6px; }
code.get { color: light-dark(#00693e, #5fd6a0); } code.post { color: light-dark(#0a58ca, #8ab4ff); }
code.put, code.patch { color: light-dark(#8a4b00, #ffb866); } code.delete { color: light-dark(#b02020, #ff8f8f); }
dt { margin-block-start: .75rem; }`;
