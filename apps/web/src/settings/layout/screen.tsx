import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';

interface ScreenProps {
  title: string;
  /** What one does here, in a sentence. */
  lead?: string;
  /** The section that an item belongs to; without, one goes back to the list of sections. */
  parent?: { name: string; title: string };
  aside?: ReactNode;
  children: ReactNode;
}

/** One page of the settings: where one is, the way back, and what is here. */
export function Screen({ title, lead, parent, aside, children }: ScreenProps) {
  const back = <ArrowLeft className="icon flip" aria-hidden />;
  return (
    <section className="settings-screen" aria-label={title}>
      <header className="settings-head">
        {parent ? (
          <Link
            to="/settings/$section"
            params={{ section: parent.name }}
            className="button only-icon"
            aria-label={t('settings.back-to', { where: parent.title })}
          >
            {back}
          </Link>
        ) : (
          <Link
            to="/settings"
            className={classes('button only-icon', 'phone-sign')}
            aria-label={t('settings.back-to', { where: t('rail.settings') })}
          >
            {back}
          </Link>
        )}
        <h1 className="grow cut">
          <bdi>{title}</bdi>
        </h1>
        {aside}
      </header>
      <div className="settings-body">
        {lead && <p className="second lead">{lead}</p>}
        {children}
      </div>
    </section>
  );
}
