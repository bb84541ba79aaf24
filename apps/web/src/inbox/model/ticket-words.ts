import type { Ticket } from '#libs/contracts';
import { isolated, playingTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';

type Shown = Pick<Ticket, 'subject' | 'snippet' | 'snippetFiles'>;

/** What lists show of a ticket's newest message: its beginning, or in words what it is without a text. */
export const snippetOf = ({ snippet, snippetFiles }: Shown): string =>
  snippet || (snippetFiles ? filesOf(snippetFiles) : '');

/** The title of a ticket. One that began without a text is called like its newest message. */
export const titleOf = (ticket: Shown): string => ticket.subject || snippetOf(ticket) || t('ticket.no-text');

function filesOf({ kind, count, name, seconds }: NonNullable<Ticket['snippetFiles']>): string {
  const what = t(`files.${kind}`, { count });
  if (count === 1 && seconds !== null) return t('files.playing', { what, time: playingTime(seconds) });
  return count === 1 && name && kind === 'file' ? t('files.named', { what, name: isolated(name) }) : what;
}

/**
 * The beginning of a message of which the title is the first part; null when the title says something else. Together
 * they are shown as one text: wherever the width cuts the title, the rest goes on with the next word.
 */
export function continuedTitle({ subject, snippet }: Shown): string | null {
  const beginning = subject.replace(/…$/, '');
  return beginning && snippet.startsWith(beginning) ? snippet : null;
}
