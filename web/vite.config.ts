import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { layerOrder, pageAssets } from './page-assets.ts';

/** What nearly every page needs comes as one file: a dozen small ones would take longer and compress worse. */
const sharedCode = {
  name: 'shared',
  test: /node_modules\/(?!thumbhash|openapi-fetch)|web\/src\/(api|ui|app\/photos)\/(?!album-cache|client|read-(?!address)|thumbhash-address|address-upkeep|fresh-photos|insert-photos|renew-photos|use-change-account|menu|place-under|dialog|choice|form|text-field|use-unsaved|keep-focus)/u,
};

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [react(), pageAssets(), layerOrder()],
  define: command === 'build' ? { 'process.env.NODE_ENV': '"production"' } : {},
  ssr: command === 'build' ? { noExternal: true as const } : {},
  build: {
    outDir: isSsrBuild ? 'dist/server' : 'dist/client',
    emptyOutDir: true,
    copyPublicDir: !isSsrBuild,
    manifest: !isSsrBuild,
    // One style sheet: no page, however it is reached, is ever drawn without its styles.
    cssCodeSplit: false,
    target: ['chrome125', 'firefox128', 'safari18'],
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: isSsrBuild ? false : { groups: [sharedCode] } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/media': 'http://127.0.0.1:3000' } },
}));
