import { t } from '../i18n/texts.js';
import { ApiError } from './api-error.js';

/** An error in words that say what to do next. */
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
