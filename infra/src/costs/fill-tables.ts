import { costTable, restTable, usageTable } from './tables.ts';

const tables: Record<string, () => string> = { rest: restTable, usage: usageTable, costs: costTable };
/* A mark, and after it whatever was filled in before, up to the next paragraph that is no table. */
const mark = /<!-- table:(?<name>\w+) -->\n(?:\n(?:\|.*\n)+)*/gu;

/** The text with every table that it marks computed. */
export const fillTables = (text: string): string =>
  text.replace(mark, (_, name: string) => `<!-- table:${name} -->\n\n${tables[name]?.() ?? ''}\n`);
