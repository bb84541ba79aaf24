import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { t } from '../i18n/texts.js';
import { EntryCard, EntryField, FormCard, NewPassword } from './form-card.js';
import { OneTimeLink } from './one-time-link.js';

/** Asks for a link to set a new password. */
export function ForgotPasswordPage() {
  const [isAsked, setAsked] = useState(false);
  const ask = async ({ email = '' }: Record<string, string>) => {
    await call('requestPasswordReset', { body: { email: email.trim() } });
    setAsked(true);
  };
  const after = (
    <>
      {isAsked && (
        <p className="form-done" role="status">
          {t('forgot.asked')}
        </p>
      )}
      <p style={{ marginBlockStart: 16 }}>
        <Link to="/sign-in" search={{}}>
          {t('forgot.back')}
        </Link>
      </p>
    </>
  );
  return (
    <FormCard
      title={t('forgot.title')}
      lead={t('forgot.lead')}
      action={t('forgot.action')}
      onSubmit={ask}
      after={after}
    >
      <EntryField name="email" type="email" label={t('field.email')} autoComplete="username" autoFocus dir="ltr" />
    </FormCard>
  );
}

const explainHere = ({ type }: ApiError) => (type === 'forbidden' ? t('reset.refused') : undefined);

/** Sets a new password with the token of the mailed link. */
export function ResetPasswordPage() {
  const [isDone, setDone] = useState(false);
  const reset =
    (token: string) =>
    async ({ password = '' }: Record<string, string>) => {
      await call('resetPassword', { body: { token, password } });
      setDone(true);
    };
  if (isDone) {
    return (
      <EntryCard title={t('reset.title')}>
        <p className="form-done" role="status">
          {t('reset.done')}
        </p>
        <Link to="/sign-in" search={{}} className="button primary large" style={{ marginBlockStart: 16 }}>
          {t('sign-in.action')}
        </Link>
      </EntryCard>
    );
  }
  return (
    <OneTimeLink
      kind="reset"
      title={t('reset.title')}
      refused={t('reset.refused')}
      wayOn={{ to: '/forgot-password', label: t('reset.another-link') }}
    >
      {(token) => (
        <FormCard
          title={t('reset.title')}
          lead={t('reset.lead')}
          action={t('reset.action')}
          explainHere={explainHere}
          onSubmit={reset(token)}
        >
          <NewPassword autoFocus />
        </FormCard>
      )}
    </OneTimeLink>
  );
}
