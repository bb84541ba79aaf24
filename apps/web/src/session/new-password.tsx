import { t } from '../i18n/texts.js';
import { EntryPassword } from './entry-fields.js';

/** The field for a password to be set. */
export function NewPassword({ autoFocus = false }: { autoFocus?: boolean }) {
  return (
    <EntryPassword
      name="password"
      label={t('field.new-password')}
      description={t('field.new-password-hint')}
      minLength={10}
      maxLength={200}
      autoComplete="new-password"
      autoFocus={autoFocus}
    />
  );
}
