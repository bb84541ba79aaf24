import type { Messages } from '@lingui/core';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { LostPage } from '../frame/broken-page.js';
import { addCatalogues } from '../i18n/activate-locale.js';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { classes } from '../lib/join-classes.js';
import { useMay } from '../session/me.js';
import { AskDialog } from './form/ask.js';
import { sections } from './sections.js';
import { useTroubleCounts } from './trouble/model.js';
import './settings.css';

/** The list of sections and one of them. A phone shows one at a time, the list first. */
export function SettingsPage() {
  const { section = '', itemId } = useParams({ strict: false }) as { section?: string; itemId?: string };
  const shown = sections.find(({ name }) => name === (section || 'personal'));
  return (
    <div className={classes('settings', section && 'inside')}>
      <SideList current={section} />
      <div className="settings-pane scroller">
        {shown ? <shown.Screen key={shown.name} itemId={itemId} /> : <LostPage />}
      </div>
      <AskDialog />
    </div>
  );
}

/** The list of sections; on a phone a page of its own. */
export function SideList({ current }: { current: string }) {
  const isAdmin = useMay('admin');
  return (
    <nav className="settings-list scroller" aria-label={t('rail.settings')}>
      <p className="settings-list-title">{t('rail.settings')}</p>
      {(['you', 'workspace', 'answers'] as const).map((group) => (
        <div key={group} role="group" aria-label={t(`settings.group-${group}`)}>
          <div className="rail-heading" aria-hidden>
            {t(`settings.group-${group}`)}
          </div>
          {sections
            .filter((section) => section.group === group && (!section.role || isAdmin))
            .map(({ name, title, icon: Icon }) => (
              <Link
                key={name}
                to="/settings/$section"
                params={{ section: name }}
                className="settings-item"
                aria-current={name === (current || 'personal') ? 'page' : undefined}
              >
                <Icon className="icon" aria-hidden />
                <span className="grow cut">{t(title)}</span>
                {name === 'trouble' && <TroubleCount />}
                <ChevronRight className="icon small flip phone-sign" aria-hidden />
              </Link>
            ))}
        </div>
      ))}
    </nav>
  );
}

/** How much waits for an admin; the wide screen says it in the rail. */
function TroubleCount() {
  const count = Object.values(useTroubleCounts()).reduce((sum, one) => sum + one, 0);
  return count > 0 && <span className="chip bad phone-sign">{number(count)}</span>;
}

const texts = import.meta.glob<{ default: Messages }>('../i18n/locales/*/settings.json', { query: '?catalogue' });

/** Loads the texts of the settings, now and whenever the language changes. They are not part of the first load. */
export const addSettingsTexts = (): Promise<void> => addCatalogues(texts);
