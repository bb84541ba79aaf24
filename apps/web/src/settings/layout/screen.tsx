import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';

interface ScreenProps {
  title: string;
  /** A sentence about the page. */
  lead?: string;
  /** The section that the item belongs to; without it, the back link leads to the list of sections. */
  parent?: { name: string; title: string };
  aside?: ReactNode;
  children: ReactNode;
}

/** One page of the settings: title, back link and content. */
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

/** Returns a function that navigates to a section or to an item of it. */
export function useGo(section: string): (itemId?: string) => Promise<void> {
  const navigate = useNavigate();
  return (itemId) =>
    itemId
      ? navigate({ to: '/settings/$section/$itemId', params: { section, itemId }, replace: true })
      : navigate({ to: '/settings/$section', params: { section } });
}
