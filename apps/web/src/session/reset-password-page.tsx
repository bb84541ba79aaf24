import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { t } from '../i18n/texts.js';
import { FormCard } from './form-card.js';
import { fragmentToken } from './fragment-token.js';
import { NewPassword } from './new-password.js';

const explainHere = (error: ApiError) => (error.status >= 400 && error.status < 429 ? t('reset.refused') : undefined);

/** Sets a new password with the token of the mailed link. */
export function ResetPasswordPage() {
  const [token] = useState(fragmentToken);
  const [isDone, setDone] = useState(false);
  const reset = async ({ password = '' }: Record<string, string>) => {
    await call('resetPassword', { body: { token, password } });
    setDone(true);
  };
  const after = (
    <>
      {isDone && <p className="form-done" role="status">{t('reset.done')}</p>}
      <p style={{ marginBlockStart: 16 }}><Link to={isDone ? '/sign-in' : '/forgot-password'} search={{}}>{isDone ? t('sign-in.action') : t('reset.another-link')}</Link></p>
    </>
  );
  return (
    <FormCard title={t('reset.title')} lead={t('reset.lead')} action={t('reset.action')} explainHere={explainHere} onSubmit={reset} after={after}>
      <NewPassword autoFocus />
    </FormCard>
  );
}
