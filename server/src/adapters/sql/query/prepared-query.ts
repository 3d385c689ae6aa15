import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';

const slotName = Symbol('slot');
type Slot = { [slotName]: string };
const isSlot = (value: unknown): value is Slot =>
  typeof value === 'object' && value !== null && slotName in value;

/** A placeholder for a value that is known when the query runs. */
export type MakeSlot<Name extends string> = <T>(name: Name) => RawBuilder<T>;

/** Compiles a query once, at its first run: compiling takes longer than SQLite's execution. */
export function prepareQuery<Row, Name extends string>(
  db: Kysely<Schema>,
  build: (slot: MakeSlot<Name>) => Compilable<Row>,
): (values: Record<Name, unknown>) => Promise<Row[]> {
  const compile = () => build((name) => sql`${{ [slotName]: name }}`).compile() as CompiledQuery<Row>;
  let compiled: CompiledQuery<Row> | undefined;
  return async (values) => {
    compiled ??= compile();
    const bound: Record<string, unknown> = values;
    const parameters = compiled.parameters.map((value) => (isSlot(value) ? bound[value[slotName]] : value));
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}
