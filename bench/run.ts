// npm run bench -- NAME
const benches: Record<string, () => Promise<{ bench: () => Promise<void> }>> = {
  ingest: () => import('./ingest.ts'),
  rendition: () => import('./rendition.ts'),
  feed: () => import('./feed.ts'),
  growth: () => import('./growth.ts'),
  memory: () => import('./memory.ts'),
  start: () => import('./start.ts'),
  home: () => import('./home.ts'),
  scroll: () => import('./scroll.ts'),
  lambda: () => import('./lambda.ts'),
};

const [name = ''] = process.argv.slice(2);
const load = benches[name];
if (load) await (await load()).bench();
else {
  console.error(`npm run bench -- NAME, where NAME is one of: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
}
