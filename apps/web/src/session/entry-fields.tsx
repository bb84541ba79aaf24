import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core';
import { t } from '../i18n/texts.js';
import { useFieldError } from '../settings/form/form-errors.js';

/** A line that has to be filled in; what is wrong with it stands below it. */
export function EntryField({ name, ...input }: TextInputProps & { name: string }) {
  return (
    <TextInput {...input} name={name} data-path={name} error={useFieldError(name)} required withAsterisk={false} />
  );
}

/** A password that has to be filled in; what is wrong with it stands below it. */
export function EntryPassword({ name, ...input }: PasswordInputProps & { name: string }) {
  return (
    <PasswordInput
      {...input}
      name={name}
      data-path={name}
      error={useFieldError(name)}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('field.show-password') }}
    />
  );
}
