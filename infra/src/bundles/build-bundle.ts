import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type Plugin, transform } from 'esbuild';
import { addPackages, type Cpu } from './native-packages.ts';

/** The form in which sources refer to a file beside them. */
const form = /new URL\('(?<url>\.[^']+)', import\.meta\.url\)/gu;
const webBuild = '../../../web/dist';

/** Rewrites these references. A bundle has all modules in its root folder. */
const bundledUrls = (programs: readonly string[]): Plugin => ({
  name: 'bundled-urls',
  setup(build) {
    build.onLoad({ filter: /\/server\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(form, (_, url: string) => {
        const program = /^\.\/(?<name>[\w-]+)\.ts$/u.exec(url)?.groups?.name;
        if (url !== webBuild && (program === undefined || !programs.includes(program)))
          throw new Error(`${path} reads ${url}, which is not in the bundle`);
        return `new URL('${url === webBuild ? './web' : `./${program}.js`}', import.meta.url)`;
      });
      return { contents, loader: 'ts' };
    });
  },
});

const root = fileURLToPath(new URL('../../../', import.meta.url));
const source = (path: string) => join(root, 'server/src', path);

type Bundle = {
  entry: string;
  /** Modules that start as their own process or thread, by name. */
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

/** The Lambda bundles, by the names of their folders. */
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

/** Some packages are CommonJS and use variables that ES modules lack. */
const banner = [
  `import { createRequire } from 'node:module';`,
  `const require = createRequire(import.meta.url);`,
  `const { filename: __filename, dirname: __dirname } = import.meta;`,
].join(' ');

/** Removes zod's messages in fifty languages, a fifth of the bundle. The server uses only the default one. */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup(build) {
    build.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

/** Writes the folder that Lambda unpacks. The handler is `index.handler`; other modules load on demand. */
export async function buildBundle(name: BundleName, folder: string, cpu: Cpu): Promise<void> {
  const { entry, programs, withWeb, packages }: Bundle = bundles[name];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await addPackages(folder, packages(cpu), cpu);
  // Makes Node treat the files as ES modules.
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await build({
    entryPoints: { index: source(entry), ...mapValues(programs, source) },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Prefers the ES modules of the AWS SDK, whose unused code can be removed.
    mainFields: ['module', 'main'],
    target: 'node24',
    minify: true,
    // Source maps help to read stack traces. They are not deployed, and Node does not load them.
    sourcemap: 'external',
    sourcesContent: false,
    banner: { js: banner },
    // Packages with compiled code are beside the bundle. MySQL is for servers only.
    external: ['sharp', '@node-rs/argon2', 'mysql2', 'pg-native'],
    plugins: [bundledUrls([...Object.keys(stripping), ...Object.keys(rendering)]), oneLanguage],
    logLevel: 'warning',
  });
  if (withWeb) await addWeb(join(folder, 'web'));
}

/** Adds the page renderer. CloudFront serves the files that browsers load. */
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

// npm run bundle -w infra [-- --cpu x64]
if (import.meta.main) {
  const { values } = parseArgs({ options: { cpu: { type: 'string', default: 'arm64' } } });
  const { cpu } = values;
  if (cpu !== 'arm64' && cpu !== 'x64') {
    console.error('Error: choose a processor: --cpu arm64 or --cpu x64');
    process.exit(2);
  }
  const target = join(root, 'infra/dist');
  for (const name of Object.keys(bundles) as BundleName[]) {
    await buildBundle(name, join(target, name), cpu);
    console.log(join(target, name));
  }
}
