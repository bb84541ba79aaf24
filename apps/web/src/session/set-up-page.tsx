import { NativeSelect } from '@mantine/core';
import type { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { locale, t } from '../i18n/texts.js';
import { timeZoneChoices } from '../settings/model/places.js';
import { useEnter } from './enter.js';
import { EntryField, FormCard, NewPassword } from './form-card.js';
import { OneTimeLink } from './one-time-link.js';

const explainHere = ({ type, status }: ApiError) =>
  type !== 'invalid-request' && status >= 400 && status < 429 ? t('setup.refused') : undefined;

/** Creates the first workspace and its admin with the token of the set-up link. */
export function SetUpPage() {
  const enter = useEnter();
  const setUp =
    (token: string) =>
    async ({ workspaceName = '', name = '', email = '', password = '', timeZone }: Record<string, string>) =>
      enter(
        await call('setUp', {
          body: { token, workspaceName, name, email: email.trim(), password, timeZone, locale: locale() },
        }),
      );
  return (
    <OneTimeLink
      kind="setup"
      title={t('setup.title')}
      refused={t('setup.refused')}
      wayOn={{ to: '/sign-in', label: t('sign-in.action') }}
    >
      {(token) => (
        <FormCard
          title={t('setup.title')}
          lead={t('setup.lead')}
          action={t('setup.action')}
          explainHere={explainHere}
          onSubmit={setUp(token)}
        >
          <EntryField
            name="workspaceName"
            label={t('field.workspace-name')}
            autoComplete="organization"
            maxLength={80}
            autoFocus
          />
          <EntryField name="name" label={t('field.name')} autoComplete="name" maxLength={80} />
          <EntryField name="email" type="email" label={t('field.email')} autoComplete="username" dir="ltr" />
          <NewPassword />
          <NativeSelect
            name="timeZone"
            label={t('field.time-zone')}
            data={timeZoneChoices()}
            defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
            dir="ltr"
          />
        </FormCard>
      )}
    </OneTimeLink>
  );
}
