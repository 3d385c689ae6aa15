import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { layerOrder, pageAssets } from './page-assets.ts';

const root = fileURLToPath(new URL('./', import.meta.url));

/** Code that nearly every page needs. It shares one chunk with the packages: a dozen small ones load more slowly. */
const sharedPaths = ['src/api/', 'src/ui/', 'src/shared/photo-grid/', 'src/shared/page-hooks.ts'];
const separatePackages = ['openapi-fetch', 'thumbhash'];

/** Modules below those paths that only some pages load. Each goes into a chunk of its own, with its style sheet. */
const separateModules = [
  'src/api/album-cache.ts',
  'src/api/change-if-unmodified.ts',
  'src/api/client.ts',
  'src/api/read-list.ts',
  'src/api/use-change-account.ts',
  'src/shared/photo-grid/live-photo-cache.ts',
  'src/shared/photo-grid/refresh-signed-urls.ts',
  'src/shared/photo-grid/thumbhash-url.ts',
  'src/ui/checkbox-radio.tsx',
  'src/ui/dialog.tsx',
  'src/ui/form-dialog.tsx',
  'src/ui/form.tsx',
  'src/ui/menu.tsx',
  'src/ui/text-field.tsx',
  'src/ui/use-unsaved-changes.tsx',
];
for (const path of [...sharedPaths, ...separateModules])
  if (!existsSync(root + path)) throw new Error(`vite.config.ts names ${path}, which does not exist`);

function isSharedByPages(id: string): boolean {
  const [, dependency] = id.match(/\/node_modules\/([^/]+)/u) ?? [];
  if (dependency) return !separatePackages.includes(dependency);
  const path = id.replace(root, '').replace(/\.module\.css.*$/u, '.tsx');
  return sharedPaths.some((shared) => path.startsWith(shared)) && !separateModules.includes(path);
}

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [react(), pageAssets(), layerOrder()],
  define: command === 'build' ? { 'process.env.NODE_ENV': '"production"' } : {},
  ssr: command === 'build' ? { noExternal: true as const } : {},
  build: {
    outDir: isSsrBuild ? 'dist/server' : 'dist/client',
    emptyOutDir: true,
    copyPublicDir: !isSsrBuild,
    manifest: !isSsrBuild,
    // One style sheet: no page is ever drawn without its styles.
    cssCodeSplit: false,
    target: ['chrome125', 'firefox128', 'safari18'],
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: isSsrBuild ? false : { groups: [{ name: 'shared', test: isSharedByPages }] },
      },
    },
  },
}));
