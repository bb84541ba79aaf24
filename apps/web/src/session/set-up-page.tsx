import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { locale, t } from '../i18n/texts.js';
import { timeZoneChoices } from '../settings/model/places.js';
import { useEnter } from './enter.js';
import { FormCard } from './form-card.js';
import { fragmentToken } from './fragment-token.js';
import { NewPassword } from './new-password.js';

const explainHere = (error: ApiError) => (error.type !== 'invalid-request' && error.status >= 400 && error.status < 429 ? t('setup.refused') : undefined);

/** Makes the first workspace and its admin with the token of the set-up link. */
export function SetUpPage() {
  const enter = useEnter();
  const [token] = useState(fragmentToken);
  const setUp = async ({ workspaceName = '', name = '', email = '', password = '', timeZone }: Record<string, string>) =>
    enter(await call('setUp', { body: { token, workspaceName, name, email: email.trim(), password, timeZone, locale: locale() } }));
  return (
    <FormCard title={t('setup.title')} lead={t('setup.lead')} action={t('setup.action')} explainHere={explainHere} onSubmit={setUp}>
      <TextInput name="workspaceName" label={t('field.workspace-name')} autoComplete="organization" maxLength={80} required withAsterisk={false} autoFocus />
      <TextInput name="name" label={t('field.name')} autoComplete="name" maxLength={80} required withAsterisk={false} />
      <TextInput name="email" type="email" label={t('field.email')} autoComplete="username" required withAsterisk={false} dir="ltr" />
      <NewPassword />
      <NativeSelect name="timeZone" label={t('field.time-zone')} data={timeZoneChoices()} defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone} dir="ltr" />
    </FormCard>
  );
}
