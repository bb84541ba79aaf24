import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Ticket } from '#libs/contracts';
import { AssigneeAvatar } from '../../frame/avatar.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { Waymark } from '../../frame/waymark.js';
import { listTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { useMinute } from '../../lib/minute.js';
import { signOf } from '../model/clock.js';
import { prefetchThread } from '../model/prefetch.js';

interface TicketRowProps {
  ticket: Ticket;
  index: number;
  total: number;
  top: number;
  isOpen: boolean;
  isCursor: boolean;
  isArriving: boolean;
}

/** One ticket of the list, in three lines of fixed height. */
export const TicketRow = memo(function TicketRow({
  ticket,
  index,
  total,
  top,
  isOpen,
  isCursor,
  isArriving,
}: TicketRowProps) {
  const { id, contact, locale, subject, snippet, assigneeId, lastSeq, readSeq, channel } = ticket;
  const isUnread = lastSeq > readSeq && !isOpen;
  const lang = locale ?? contact.locale ?? undefined;
  return (
    <Link
      to="/tickets/$ticketId"
      params={{ ticketId: id }}
      search={(search) => search}
      id={`ticket-${id}`}
      role="option"
      aria-selected={isOpen}
      aria-setsize={total}
      aria-posinset={index + 1}
      tabIndex={-1}
      draggable={false}
      resetScroll={false}
      className={classes('ticket-row', isUnread && 'unread', isCursor && 'cursor', isArriving && 'arriving')}
      style={{ transform: `translateY(${top}px)` }}
      onPointerEnter={() => prefetchThread(id, 80)}
    >
      <span className="who">
        <ChannelGlyph type={channel.type} />
        <bdi className="name cut" lang={lang}>
          {contact.name ?? t('contact.visitor')}
        </bdi>
        {lang && (
          <span className="language" aria-hidden>
            {lang.split('-')[0]!.toUpperCase()}
          </span>
        )}
        {isUnread && <span className="hidden">{t('list.unread')}</span>}
      </span>
      <span className="end">
        <RowEnd ticket={ticket} />
      </span>
      <span className="subject cut" dir="auto" lang={lang}>
        {subject}
      </span>
      <span className="snippet">
        <span className="cut grow" dir="auto" lang={lang}>
          {continued(subject, snippet)}
        </span>
        <AssigneeAvatar agentId={assigneeId} />
      </span>
    </Link>
  );
});

/** What a cut through a word may leave before it; a language without spaces is cut anywhere. */
const longestWord = 24;

/** A chat's subject is how its first message begins: what follows is worth a line, the same words again are not. */
function continued(title: string, snippet: string): string {
  const subject = title.replace(/…$/, '');
  if (!snippet.startsWith(subject)) return snippet;
  const space = snippet.lastIndexOf(' ', subject.length);
  const isWordCut = subject.length < snippet.length && subject.length - space <= longestWord;
  return snippet.slice(isWordCut ? space + 1 : subject.length).trimStart();
}

function RowEnd({ ticket }: { ticket: Ticket }) {
  const now = useMinute();
  const sign = signOf(ticket, now);
  return sign ? (
    <Waymark sign={sign} />
  ) : (
    <time className="time" dateTime={ticket.lastMessageAt}>
      {listTime(ticket.lastMessageAt, now)}
    </time>
  );
}
