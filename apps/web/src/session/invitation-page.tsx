import type { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { t } from '../i18n/texts.js';
import { useEnter } from './enter.js';
import { EntryField, FormCard, NewPassword } from './form-card.js';
import { OneTimeLink } from './one-time-link.js';

const explainHere = ({ type }: ApiError) => (type === 'forbidden' ? t('invitation.refused') : undefined);

/** Joins a workspace with the token of the mailed link. */
export function InvitationPage() {
  const enter = useEnter();
  const accept =
    (token: string) =>
    async ({ name = '', password = '' }: Record<string, string>) =>
      enter(await call('acceptInvitation', { body: { token, name, password } }));
  return (
    <OneTimeLink
      kind="invitation"
      title={t('invitation.title')}
      refused={t('invitation.refused')}
      wayOn={{ to: '/sign-in', label: t('sign-in.action') }}
    >
      {(token) => (
        <FormCard
          title={t('invitation.title')}
          lead={t('invitation.lead')}
          action={t('invitation.action')}
          explainHere={explainHere}
          onSubmit={accept(token)}
        >
          <EntryField name="name" label={t('field.name')} autoComplete="name" maxLength={80} autoFocus />
          <NewPassword />
        </FormCard>
      )}
    </OneTimeLink>
  );
}
