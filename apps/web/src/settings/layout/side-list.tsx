import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { t } from '../../i18n/texts.js';
import { sections } from '../sections.js';

/** The sections, beside the one that is open; on a phone a page of its own. */
export function SideList({ current }: { current: string }) {
  return (
    <nav className="settings-list scroller" aria-label={t('rail.settings')}>
      <p className="settings-list-title">{t('rail.settings')}</p>
      {(['you', 'workspace', 'answers'] as const).map((group) => (
        <div key={group} role="group" aria-label={t(`settings.group-${group}`)}>
          <div className="rail-heading" aria-hidden>
            {t(`settings.group-${group}`)}
          </div>
          {sections
            .filter((section) => section.group === group)
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
                <ChevronRight className="icon small flip phone-sign" aria-hidden />
              </Link>
            ))}
        </div>
      ))}
    </nav>
  );
}
