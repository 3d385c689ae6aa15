import type { components } from '@vitrine/contract/openapi-types';

type Problem = components['schemas']['Problem'];

/** The server's refusal: what it says to people is the message. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: Problem['code'] | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(message: string, answer: Pick<ApiError, 'status' | 'code' | 'retryAfter'>) {
    super(message);
    this.status = answer.status;
    this.code = answer.code;
    this.retryAfter = answer.retryAfter;
  }

  static async from(response: Response): Promise<ApiError> {
    const text = await response.text().catch(() => '');
    const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false;
    const problem = (isProblem ? JSON.parse(text) : {}) as Partial<Problem>;
    return new ApiError(problem.detail ?? `The server answered ${response.status}.`, {
      status: response.status,
      code: problem.code,
      retryAfter: Number(response.headers.get('retry-after')) || undefined,
    });
  }
}
