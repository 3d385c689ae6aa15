import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, transform } from 'esbuild';
import { addPackages, type Cpu } from './native-packages.ts';

/** How the sources write the address of a file beside them. */
const form = /new URL\('(?<address>\.[^']+)', import\.meta\.url\)/gu;
const webBuild = '../../../web/dist';

/**
 * In a bundle every module lies in its root: what the sources start or read by its address is there too, a program
 * by the name of its source.
 */
const bundledAddresses = (programs: readonly string[]): Plugin => ({
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

const root = fileURLToPath(new URL('../../../', import.meta.url));
const source = (path: string) => join(root, 'server/src', path);

type Bundle = {
  entry: string;
  /** What is started by its address: modules of the bundle's own, by name. */
  programs: Record<string, string>;
  withWeb: boolean;
  /** Packages with compiled code. */
  packages(cpu: Cpu): string[];
};

const passwords = (cpu: Cpu) => ['@node-rs/argon2', `@node-rs/argon2-linux-${cpu}-gnu`];
const pictures = (cpu: Cpu) => [
  ...['sharp', '@img/colour', 'detect-libc', 'semver'],
  ...[`@img/sharp-linux-${cpu}`, `@img/sharp-libvips-linux-${cpu}`],
];
const stripping = { 'strip-child': 'adapters/sharp/process/strip-child.ts' };
const rendering = {
  'render-child': 'adapters/sharp/process/render-child.ts',
  'heic-worker': 'adapters/sharp/decode/heic-worker.ts',
};

/** What is deployed to Lambda, by the name of its folder. */
export const bundles = {
  'lambda-api': {
    entry: 'entry/lambda-api.ts',
    programs: stripping,
    withWeb: true,
    packages: passwords,
  },
  'lambda-worker': {
    entry: 'entry/lambda-worker.ts',
    programs: { ...stripping, ...rendering },
    withWeb: false,
    packages: (cpu) => [...passwords(cpu), ...pictures(cpu)],
  },
  'lambda-migrate': {
    entry: 'entry/lambda-migrate.ts',
    programs: {},
    withWeb: false,
    packages: passwords,
  },
} satisfies Record<string, Bundle>;

export type BundleName = keyof typeof bundles;

/** Some of the packages are CommonJS, and ask for what modules have not. */
const banner = [
  `import { createRequire } from 'node:module';`,
  `const require = createRequire(import.meta.url);`,
  `const { filename: __filename, dirname: __dirname } = import.meta;`,
].join(' ');

/** Zod brings its messages in fifty languages, a fifth of the whole. The server speaks the one that it loads by itself. */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup(build) {
    build.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

/** Writes the folder as Lambda unpacks it: `index.handler`, in modules that are loaded when they are needed. */
export async function buildBundle(name: BundleName, folder: string, cpu: Cpu): Promise<void> {
  const { entry, programs, withWeb, packages }: Bundle = bundles[name];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await addPackages(folder, packages(cpu), cpu);
  // For Node these are modules.
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await build({
    entryPoints: { index: source(entry), ...mapValues(programs, source) },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // The modules of Amazon's clients, of which what is not used is left out; not their CommonJS.
    mainFields: ['module', 'main'],
    target: 'node24',
    minify: true,
    // For whoever reads a stack in the log; not deployed, and not looked for by Node.
    sourcemap: 'external',
    sourcesContent: false,
    banner: { js: banner },
    // Compiled code lies beside the bundle; MySQL is for servers.
    external: ['sharp', '@node-rs/argon2', 'mysql2', 'pg-native'],
    plugins: [bundledAddresses([...Object.keys(stripping), ...Object.keys(rendering)]), oneLanguage],
    logLevel: 'warning',
  });
  if (withWeb) await addWeb(join(folder, 'web'));
}

/** What draws pages, without the files that browsers load: those are with the content delivery network. */
async function addWeb(folder: string): Promise<void> {
  const built = join(root, 'web/dist');
  await cp(join(built, 'client/index.html'), join(folder, 'client/index.html'));
  const renderer = await readFile(join(built, 'server/entry-server.js'), 'utf8');
  const { code } = await transform(renderer, { minify: true, format: 'esm', target: 'node24' });
  await mkdir(join(folder, 'server'), { recursive: true });
  await writeFile(join(folder, 'server/entry-server.js'), code);
}

const mapValues = (record: Record<string, string>, change: (value: string) => string) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
