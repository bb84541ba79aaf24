import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../api/call.js';
import { t } from '../i18n/texts.js';
import { EntryField } from './entry-fields.js';
import { FormCard } from './form-card.js';

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
