// Lets tests import components, as `node --import ./scripts/load-components.mjs`: esbuild compiles TSX, which Node does
// not, and a CSS module exports its class names as they are written.
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

let esbuild;

registerHooks({
  load(url, context, nextLoad) {
    if (url.endsWith('.css'))
      return {
        format: 'module',
        source: 'export default new Proxy({}, { get: (_, name) => name });',
        shortCircuit: true,
      };
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    // Most test files import no component and do not wait for esbuild.
    esbuild ??= createRequire(import.meta.url)('esbuild');
    const path = fileURLToPath(url);
    const { code } = esbuild.transformSync(readFileSync(path, 'utf8'), {
      loader: 'tsx',
      format: 'esm',
      jsx: 'automatic',
      sourcefile: path,
      sourcemap: 'inline',
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
