import { problemKinds } from '@vitrine/contract/problem.ts';
import { html, raw } from 'hono/html';
import { marked, renderGuide } from './api-guide.ts';
import type { App } from './environment.ts';

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
