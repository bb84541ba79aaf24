import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { t } from '../i18n/texts.js';
import { useEnter } from './enter.js';
import { EntryField, EntryPassword, FormCard } from './form-card.js';

const explainHere = (error: ApiError) => {
  if (error.type === 'not-signed-in') return t('sign-in.refused');
  return error.type === 'too-many-requests' ? t('sign-in.too-many') : undefined;
};

/** Sign-in. The error is the same whether the address has an account or not. */
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
      before={<SetUpHint />}
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

const commands = [
  'npm run cli -- create-admin',
  'docker compose run --rm api node dist/apps/standalone/src/cli.js create-admin',
];

/** Of an installation without a workspace: where the link is that sets it up. */
function SetUpHint() {
  const { data } = useQuery({
    queryKey: ['installation'],
    queryFn: ({ signal }) => call('getInstallation', {}, { signal }),
    staleTime: Infinity,
  });
  if (!data?.isFresh) return null;
  return (
    <div className="set-up-hint" role="status">
      <p>{t('sign-in.fresh')}</p>
      {commands.map((command) => (
        <code key={command} dir="ltr">
          {command}
        </code>
      ))}
    </div>
  );
}
