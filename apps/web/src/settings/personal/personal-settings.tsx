import { LogOut } from 'lucide-react';
import { languages } from '../../i18n/activate-locale.js';
import { locale, t } from '../../i18n/texts.js';
import { changeLook, look } from '../../session/preferences.js';
import { useSignOut } from '../../session/use-sign-out.js';
import { ChoiceField } from '../form/choice-field.js';
import { Screen } from '../layout/screen.js';
import { ChangePassword } from './change-password.js';

/** Language, colours, density and the key that sends, kept in the account; and the password. */
export function PersonalSettings() {
  const { theme, density, sendWith } = look.use();
  const signOut = useSignOut();
  return (
    <Screen title={t('personal.title')} lead={t('personal.lead')}>
      <div className="fields">
        <ChoiceField
          label={t('settings.language')}
          value={locale()}
          choices={languages.map(({ tag, name }) => ({ value: tag, label: name, lang: tag }))}
          onChange={(chosen) => void changeLook({ locale: chosen })}
        />
        <ChoiceField
          label={t('settings.theme')}
          value={theme}
          choices={[
            { value: 'system', label: t('theme.system') },
            { value: 'light', label: t('theme.light') },
            { value: 'dark', label: t('theme.dark') },
          ]}
          onChange={(chosen) => void changeLook({ theme: chosen })}
        />
        <ChoiceField
          label={t('settings.density')}
          value={density}
          choices={[
            { value: 'comfortable', label: t('density.comfortable') },
            { value: 'compact', label: t('density.compact') },
          ]}
          onChange={(chosen) => void changeLook({ density: chosen })}
        />
        <ChoiceField
          label={t('settings.send-with')}
          value={sendWith}
          choices={[
            { value: 'mod-enter', label: t('send-with.mod-enter') },
            { value: 'enter', label: t('send-with.enter') },
          ]}
          onChange={(chosen) => void changeLook({ sendWith: chosen })}
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
