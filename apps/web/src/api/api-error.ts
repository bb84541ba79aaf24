import type { Problem, ProblemType } from '#libs/contracts';

/** Why a request failed. `offline`: no answer came, so nobody knows whether it was done. */
export class ApiError extends Error {
  constructor(
    readonly type: ProblemType | 'offline',
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(problem?.detail ?? problem?.title ?? type);
  }
}

/** Reads a problem from an answer that is no success. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Problem | null;
  const type = body?.type?.split(':').at(-1) as ProblemType | undefined;
  return new ApiError(
    type ?? (response.status >= 500 ? 'unavailable' : 'invalid-request'),
    response.status,
    body ?? undefined,
  );
}

export const isProblem = (error: unknown, ...types: ApiError['type'][]): error is ApiError =>
  error instanceof ApiError && types.includes(error.type);
