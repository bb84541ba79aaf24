import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { t } from '../i18n/texts.js';
import { useEnter } from './enter.js';
import { FormCard } from './form-card.js';
import { fragmentToken } from './fragment-token.js';
import { NewPassword } from './new-password.js';

const explainHere = (error: ApiError) => (error.status >= 400 && error.status < 429 ? t('invitation.refused') : undefined);

/** Joins a workspace with the token of the mailed link. */
export function InvitationPage() {
  const enter = useEnter();
  const [token] = useState(fragmentToken);
  const accept = async ({ name = '', password = '' }: Record<string, string>) => enter(await call('acceptInvitation', { body: { token, name, password } }));
  return (
    <FormCard title={t('invitation.title')} lead={t('invitation.lead')} action={t('invitation.action')} explainHere={explainHere} onSubmit={accept}>
      <TextInput name="name" label={t('field.name')} autoComplete="name" maxLength={80} required withAsterisk={false} autoFocus />
      <NewPassword />
    </FormCard>
  );
}
