import type { TicketEvent } from '#libs/contracts';
import { clockTime, fullTime, joined, shortDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import type { Thread } from '../model/thread-data.js';
import { useEventText } from '../thread/event-text.js';
import { shownEvents } from '../thread/thread-items.js';
import { Section } from './section.js';

const maxShown = 8;

/** The history of the ticket, newest first. */
export function HistorySection({ thread }: { thread: Thread }) {
  const text = useEventText();
  const shown = shownEvents(thread).toReversed();
  if (shown.length === 0) return null;
  const lines = (some: TicketEvent[]) =>
    some.map((event) => (
      <li key={event.id}>
        <span className="grow" dir="auto">
          {text(event)}
        </span>
        <time className="numbers" dateTime={event.at} title={fullTime(event.at)} style={{ whiteSpace: 'nowrap' }}>
          {joined([shortDate(event.at), clockTime(event.at)])}
        </time>
      </li>
    ));
  return (
    <Section title={t('history.title')}>
      <ul className="history">{lines(shown.slice(0, maxShown))}</ul>
      {shown.length > maxShown && (
        <details className="history">
          <summary>{t('history.more', { count: shown.length - maxShown })}</summary>
          <ul>{lines(shown.slice(maxShown))}</ul>
        </details>
      )}
    </Section>
  );
}
