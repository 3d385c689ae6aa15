import type { components } from '@vitrine/contract/openapi-types';
import { describeForeignAnswer } from './foreign-answer.ts';

type Problem = components['schemas']['Problem'];

/** A refusal. The message is for people: that of Vitrine, or about the answer if it is not Vitrine’s. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: Problem['code'] | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** The answer is neither Vitrine’s nor its store’s. */
  readonly isForeign: boolean;

  constructor(
    message: string,
    answer: Pick<ApiError, 'status' | 'code' | 'retryAfter'> & Partial<Pick<ApiError, 'isForeign'>>,
  ) {
    super(message);
    this.status = answer.status;
    this.code = answer.code;
    this.retryAfter = answer.retryAfter;
    this.isForeign = answer.isForeign ?? false;
  }

  /** `bodyBytes` is how much was sent. */
  static async from(response: Response, { bodyBytes }: { bodyBytes?: number } = {}): Promise<ApiError> {
    const text = await response.text().catch(() => '');
    const { status } = response;
    const retryAfter = Number(response.headers.get('retry-after')) || undefined;
    const problem = readProblem(response, text);
    if (problem) return new ApiError(problem.detail, { status, code: problem.code, retryAfter });
    const s3Code = s3CodeOf(text);
    if (s3Code)
      return new ApiError(`The store answers ${status} (${s3Code}).`, {
        status,
        code: undefined,
        retryAfter,
      });
    const message = describeForeignAnswer(response, { text, bodyBytes });
    return new ApiError(message, { status, code: undefined, retryAfter, isForeign: true });
  }
}

/** The code in an answer of S3. */
export const s3CodeOf = (text: string) => /<Error>[\s\S]*<Code>(\w+)<\/Code>/u.exec(text)?.[1];

function readProblem({ headers }: Response, text: string): Pick<Problem, 'detail' | 'code'> | undefined {
  if (!headers.get('content-type')?.includes('problem+json')) return undefined;
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    return typeof problem.detail === 'string' && problem.code
      ? { detail: problem.detail, code: problem.code }
      : undefined;
  } catch {
    return undefined;
  }
}
