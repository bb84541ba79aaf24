import { LogOut } from 'lucide-react';
import { useId } from 'react';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { languages } from '../../i18n/activate-locale.js';
import { locale, t } from '../../i18n/texts.js';
import { useSignOut } from '../../session/me.js';
import { changePreferences, preferences } from '../../session/preferences.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';

/** The preferences of the account, and its password. */
export function PersonalSettings() {
  const { theme, density, sendWith } = preferences.use();
  const signOut = useSignOut();
  return (
    <Screen title={t('personal.title')} lead={t('personal.lead')}>
      <div className="fields">
        <ChoiceField
          label={t('settings.language')}
          value={locale()}
          choices={languages.map(({ tag, name }) => ({ value: tag, label: name, lang: tag }))}
          onChange={(chosen) => void changePreferences({ locale: chosen })}
        />
        <ChoiceField
          label={t('settings.theme')}
          value={theme}
          choices={[
            { value: 'system', label: t('theme.system') },
            { value: 'light', label: t('theme.light') },
            { value: 'dark', label: t('theme.dark') },
          ]}
          onChange={(chosen) => void changePreferences({ theme: chosen })}
        />
        <ChoiceField
          label={t('settings.density')}
          value={density}
          choices={[
            { value: 'comfortable', label: t('density.comfortable') },
            { value: 'compact', label: t('density.compact') },
          ]}
          onChange={(chosen) => void changePreferences({ density: chosen })}
        />
        <ChoiceField
          label={t('settings.send-with')}
          value={sendWith}
          choices={[
            { value: 'mod-enter', label: t('send-with.mod-enter') },
            { value: 'enter', label: t('send-with.enter') },
          ]}
          onChange={(chosen) => void changePreferences({ sendWith: chosen })}
        />
      </div>
      <ChangePassword />
      <p>
        <button type="button" className="button outlined large" onClick={() => void signOut()}>
          <LogOut className="icon small flip" aria-hidden />
          {t('person.sign-out')}
        </button>
      </p>
    </Screen>
  );
}

interface ChoiceFieldProps<T extends string> {
  label: string;
  value: T;
  choices: { value: T; label: string; lang?: string }[];
  onChange: (value: T) => void;
}

/** Radio buttons for a short list of choices. */
function ChoiceField<T extends string>({ label, value, choices, onChange }: ChoiceFieldProps<T>) {
  const name = useId();
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className="check" lang={choice.lang}>
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const blank = { currentPassword: '', password: '' };

/** Changes the password; asks for the current one. */
function ChangePassword() {
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
