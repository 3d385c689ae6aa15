import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes the chunks of each page in `src/app/routes` into the template, so that the server can preload them together
 * with the entry. Also preloads the text's font.
 */
export function pageAssets(): Plugin {
  return {
    name: 'vitrine-page-assets',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return html;
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const entry = chunks.find((chunk) => chunk.isEntry);
        const present = new Set([entry?.fileName, ...(entry?.imports ?? [])]);
        const filesOf = (fileName: string, found = new Set<string>()): Set<string> => {
          if (present.has(fileName) || found.has(fileName)) return found;
          found.add(fileName);
          const chunk = chunks.find((candidate) => candidate.fileName === fileName);
          for (const imported of chunk?.imports ?? []) filesOf(imported, found);
          return found;
        };
        const pages = chunks.flatMap((chunk) =>
          chunk.facadeModuleId?.includes('/src/app/routes/')
            ? [
                [
                  basename(chunk.facadeModuleId, '.tsx'),
                  [...filesOf(chunk.fileName)].map((file) => `/${file}`),
                ],
              ]
            : [],
        );
        const font = Object.keys(bundle).find((file) => /inter-latin-wght-normal.*\.woff2$/u.test(file));
        const preload = font
          ? `<link rel="preload" href="/${font}" as="font" type="font/woff2" crossorigin />`
          : '';
        const marks = `<!--chunks ${JSON.stringify(Object.fromEntries(pages))}-->`;
        return html.replace('<!--head-->', () => `${preload}${marks}\n    <!--head-->`);
      },
    },
  };
}

/** The bundler reorders style sheets. Put the layer order of `layers.css` first. */
export function layerOrder(): Plugin {
  return {
    name: 'vitrine-layer-order',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const statement = readFileSync(new URL('src/styles/layers.css', import.meta.url), 'utf8').trim();
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && file.fileName.endsWith('.css'))
          file.source = `${statement}${file.source}`;
    },
  };
}
