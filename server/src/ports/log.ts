type Write = (fields: Record<string, unknown>, message: string) => void;

/**
 * Structured log: a constant message and fields, without secrets or personal data. Never throws; entries may be
 * lost.
 */
export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}
