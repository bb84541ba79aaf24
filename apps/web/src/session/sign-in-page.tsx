import { Link, useSearch } from '@tanstack/react-router';
import type { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { t } from '../i18n/texts.js';
import { useEnter } from './enter.js';
import { EntryField, EntryPassword } from './entry-fields.js';
import { FormCard } from './form-card.js';

const explainHere = (error: ApiError) => {
  if (error.type === 'not-signed-in') return t('sign-in.refused');
  return error.type === 'too-many-requests' ? t('sign-in.too-many') : undefined;
};

/** Sign-in. It says the same whether the address has an account or not. */
export function SignInPage() {
  const enter = useEnter();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const signIn = async ({ email = '', password = '' }: Record<string, string>) =>
    enter(await call('createSession', { body: { email: email.trim(), password } }), next);
  return (
    <FormCard
      title={t('sign-in.title')}
      action={t('sign-in.action')}
      explainHere={explainHere}
      onSubmit={signIn}
      after={
        <p style={{ marginBlockStart: 16 }}>
          <Link to="/forgot-password">{t('sign-in.forgot')}</Link>
        </p>
      }
    >
      <EntryField name="email" type="email" label={t('field.email')} autoComplete="username" autoFocus dir="ltr" />
      <EntryPassword name="password" label={t('field.password')} autoComplete="current-password" />
    </FormCard>
  );
}
