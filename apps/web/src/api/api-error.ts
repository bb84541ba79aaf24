import type { Problem, ProblemType } from '#libs/contracts';
import { t } from '../i18n/texts.js';

/** Why a request failed. `offline`: no response came, so the server may or may not have done it. */
export class ApiError extends Error {
  constructor(
    readonly type: ProblemType | 'offline',
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(problem?.detail ?? problem?.title ?? type);
  }
}

/** Reads the problem from an unsuccessful response. */
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

/** Words an error so that the agent knows what to do next. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return t('problem.internal');
  switch (error.type) {
    case 'offline':
      return t('problem.offline');
    case 'not-signed-in':
      return t('problem.not-signed-in');
    case 'forbidden':
      return t('problem.forbidden');
    case 'not-found':
      return t('problem.not-found');
    case 'conflict':
      return t('problem.conflict');
    case 'stale':
      return t('problem.stale');
    case 'too-large':
      return t('problem.too-large');
    case 'too-many-requests':
      return t('problem.too-many-requests');
    case 'reply-window-closed':
      return t('problem.reply-window-closed');
    case 'missing-variable':
      return t('problem.missing-variable');
    case 'template-refused':
      return t('problem.template-refused');
    case 'current-password-required':
      return t('problem.current-password-required');
    case 'secrets-required':
      return t('problem.secrets-required');
    case 'address-refused':
      return t('problem.address-refused');
    case 'takes-too-long':
      return t('problem.takes-too-long');
    case 'unavailable':
      return t('problem.unavailable');
    case 'invalid-request':
      return t('problem.invalid-request', {
        why: error.problem?.errors?.[0]?.message ?? error.problem?.detail ?? error.problem?.title ?? '',
      });
    default:
      return t('problem.internal');
  }
}
