import { PasswordInput } from '@mantine/core';
import { t } from '../i18n/texts.js';

/** The field for a password to be set. */
export function NewPassword({ autoFocus = false }: { autoFocus?: boolean }) {
  return (
    <PasswordInput
      name="password" label={t('field.new-password')} description={t('field.new-password-hint')} minLength={10} maxLength={200} autoComplete="new-password" required withAsterisk={false} autoFocus={autoFocus}
      visibilityToggleButtonProps={{ 'aria-label': t('field.show-password') }}
    />
  );
}
