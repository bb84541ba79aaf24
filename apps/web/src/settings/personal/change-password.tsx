import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { t } from '../../i18n/texts.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';

const blank = { currentPassword: '', password: '' };

/** A new password for the one who knows the old. */
export function ChangePassword() {
  const form = useForm(blank, {
    save: async (body) => {
      await call('changePassword', { body });
      return blank;
    },
    explainHere: (error) =>
      isProblem(error, 'current-password-required')
        ? { currentPassword: t('problem.current-password-required') }
        : undefined,
  });
  return (
    <section className="part">
      <h2>{t('password.title')}</h2>
      <SettingsForm form={form} label={t('password.title')} canEdit>
        <TextField
          {...form.field('currentPassword')}
          label={t('password.current')}
          type="password"
          autoComplete="current-password"
          maxLength={200}
          required
          dir="ltr"
        />
        <TextField
          {...form.field('password')}
          label={t('field.new-password')}
          hint={t('password.hint')}
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={200}
          required
          dir="ltr"
        />
      </SettingsForm>
    </section>
  );
}
