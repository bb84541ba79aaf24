import { t } from '../i18n/texts.js';
import { PersonalSettings } from './personal-settings.js';

/** Settings: those of one's own screen. */
export function SettingsPage() {
  return (
    <section className="page">
      <header className="pane-head" style={{ paddingInline: 24 }}><h1>{t('rail.settings')}</h1></header>
      <PersonalSettings />
    </section>
  );
}
