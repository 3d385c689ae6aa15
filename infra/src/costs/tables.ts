import { databasesOf, type Variant, variants } from '../settings.ts';
import { databaseFor, machines, monthlyCosts, tableUnits, usageOf } from './by-use.ts';
import { fixedCosts } from './prices.ts';

const tables: Record<string, () => string> = { rest: restTable, usage: usageTable, costs: costTable };
/* A mark, and after it whatever was filled in before, up to the next paragraph that is no table. */
const mark = /<!-- table:(?<name>\w+) -->\n(?:\n(?:\|.*\n)+)*/gu;

/** The text with every table that it marks computed. */
export const fillTables = (text: string): string =>
  text.replace(mark, (_, name: string) => `<!-- table:${name} -->\n\n${tables[name]?.() ?? ''}\n`);

/* As it is asked for: the database is said where it is not the shape's first. */
const nameOf = ({ shape, database }: Variant): string =>
  database === databasesOf[shape][0] ? `\`${shape}\`` : `\`${shape}\` with \`--database ${database}\``;
const onFunctions = { shape: 'serverless' } as const;

export const sizes = [10_000, 1_000_000, 100_000_000] as const;

const round = (amount: number) => {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(amount, 1))) - 1);
  return Math.round(amount / digits) * digits;
};
const number = (amount: number) => (amount < 10 ? amount.toFixed(1) : round(amount).toLocaleString('en'));
const sum = (lines: readonly { dollars: number }[]) =>
  lines.reduce((total, { dollars }) => total + dollars, 0);
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map((_, index) => (index ? '---:' : '---'))), ...rows.map(row)].join('\n');
const labels = sizes.map((size) => size.toLocaleString('en'));

/** What so many photos come to. */
export function usageTable(): string {
  const uses = sizes.map(usageOf);
  const line = (what: string, read: (use: ReturnType<typeof usageOf>) => string) => [what, ...uses.map(read)];
  return table(
    ['a month', ...labels],
    [
      line('photos that come in', ({ arrivals }) => number(arrivals)),
      line('photos looked at', ({ views }) => number(views)),
      line('requests to CloudFront', ({ views, calls }) => number(views + calls)),
      line('requests to the server', ({ calls, misses }) => number(calls + misses)),
      line('… a second, mean', ({ callsASecond }) => number(callsASecond)),
      line('… a second, busiest hour', ({ peakCallsASecond }) => number(peakCallsASecond)),
      line('photos kept, GB', ({ storedGigabytes }) => number(storedGigabytes)),
      line('rows kept, GB', ({ rowGigabytes }) => number(rowGigabytes)),
      line('delivered, GB', ({ deliveredGigabytes }) => number(deliveredGigabytes)),
      line('read from DynamoDB, millions of units', (use) =>
        number(tableUnits(onFunctions, use).reads / 1e6),
      ),
      line('written to DynamoDB, millions of units', (use) =>
        number(tableUnits(onFunctions, use).writes / 1e6),
      ),
      line('people', ({ people }) => number(people)),
      line('machines (servers)', (use) => String(machines(use))),
      line(
        'database (servers)',
        (use) =>
          ({ medium: 'db.t4g.medium', large: 'db.r7g.large', large4: 'db.r7g.4xlarge' })[databaseFor(use)],
      ),
    ],
  );
}

/** Dollars a month, by shape and number of photos. */
export function costTable(): string {
  const names = monthlyCosts({ shape: 'serverless', database: 'dynamodb' }, 1).map(({ what }) => what);
  return variants
    .map((variant) => {
      const bySize = sizes.map((size) => monthlyCosts(variant, size));
      return table(
        [`${nameOf(variant)}, dollars a month`, ...labels],
        [
          ...names.map((what, index) => [what, ...bySize.map((lines) => number(lines[index]?.dollars ?? 0))]),
          ['**in all**', ...bySize.map((lines) => `**${number(sum(lines))}**`)],
        ],
      );
    })
    .join('\n\n');
}

/** Dollars a month at rest, and for every further thousand photos. */
export function restTable(): string {
  const further = (variant: Variant) =>
    (sum(monthlyCosts(variant, 20_000)) - sum(monthlyCosts(variant, 10_000))) / 10;
  return table(
    ['dollars a month', 'at rest', 'with `--multi-zone`', 'a thousand photos more'],
    variants.map((variant) => [
      nameOf(variant),
      sum(fixedCosts({ ...variant, isMultiZone: false, identity: 'cognito' })).toFixed(0),
      sum(fixedCosts({ ...variant, isMultiZone: true, identity: 'cognito' })).toFixed(0),
      further(variant).toFixed(2),
    ]),
  );
}
