type Write = (fields: Record<string, unknown>, message: string) => void;

/** Structured: a constant message, facts as fields, no secrets and no addresses of people. Fails nothing: what cannot be written is lost. */
export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}
