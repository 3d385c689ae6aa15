/** Two rows would have the same value in a unique index. Dialects turn their native error into it. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  /** Names the index or its columns, as the database does. */
  readonly index: string;

  constructor(index: string, options: { cause: unknown }) {
    super(`a row with the same ${index} exists`, options);
    this.index = index;
  }
}

export const violates = (error: unknown, column: string) =>
  error instanceof UniqueViolation && error.index.includes(column);
