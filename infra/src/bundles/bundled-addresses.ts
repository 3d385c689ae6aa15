import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** How the sources write the address of a file beside them. */
const form = /new URL\('(?<address>\.[^']+)', import\.meta\.url\)/gu;
const webBuild = '../../../web/dist';

/**
 * In a bundle every module lies in its root: what the sources start or read by its address is there too, a program
 * by the name of its source.
 */
export const bundledAddresses = (programs: readonly string[]): Plugin => ({
  name: 'bundled-addresses',
  setup(build) {
    build.onLoad({ filter: /\/server\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(form, (_, address: string) => {
        const program = /^\.\/(?<name>[\w-]+)\.ts$/u.exec(address)?.groups?.name;
        if (address !== webBuild && (program === undefined || !programs.includes(program)))
          throw new Error(`${path} reads ${address}, which is not in the bundle`);
        return `new URL('${address === webBuild ? './web' : `./${program}.js`}', import.meta.url)`;
      });
      return { contents, loader: 'ts' };
    });
  },
});
