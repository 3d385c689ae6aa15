import { ConfigError } from '../../config/config.ts';

export type Diagnosis = {
  /** The subject of the check. */
  check: string;
  isSound: boolean;
  /** The result. */
  finding: string;
  /** The remedy for a failed check. */
  remedy?: string;
};

export const sound = (check: string, finding: string): Diagnosis => ({ check, isSound: true, finding });
export const unsound = (check: string, finding: string, remedy: string): Diagnosis => ({
  check,
  isSound: false,
  finding,
  remedy,
});

export const describeFaults = ({ faults }: ConfigError): Diagnosis[] =>
  faults.map((fault) => unsound('configuration', fault, 'See docs/configuration.md.'));

/** Runs a check, and turns an error into its finding. */
export async function diagnose(
  check: string,
  remedy: string,
  examine: () => Promise<Diagnosis | string>,
): Promise<Diagnosis> {
  try {
    const found = await examine();
    return typeof found === 'string' ? sound(check, found) : found;
  } catch (error) {
    return unsound(check, describe(error), remedy);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError) return error.faults.join('; ');
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
