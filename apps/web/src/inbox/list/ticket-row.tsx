import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Ticket } from '#libs/contracts';
import { AssigneeAvatar } from '../../frame/avatar.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { listTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { useMinute } from '../../lib/now.js';
import { prefetchThread } from '../model/thread-query.js';
import { continuedTitle, snippetOf, titleOf } from '../model/ticket-words.js';
import { Waymark, signOf } from '../waymark.js';

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
  const { id, contact, locale, lastSeq, readSeq, channel } = ticket;
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
      <RowText ticket={ticket} lang={lang} />
    </Link>
  );
});

/** The title and the beginning of the newest message, or one text where the title is the first part of it. */
function RowText({ ticket, lang }: { ticket: Ticket; lang: string | undefined }) {
  const whole = continuedTitle(ticket);
  const rest = ticket.subject && snippetOf(ticket);
  return (
    <>
      {whole ? (
        <span className="whole">
          <span dir="auto" lang={lang}>
            <Unbroken text={whole} />
          </span>
        </span>
      ) : (
        <span className="subject cut" dir="auto" lang={lang}>
          {titleOf(ticket)}
        </span>
      )}
      <span className="snippet">
        <span className="cut grow" dir="auto" lang={lang}>
          {!whole && rest}
        </span>
        <AssigneeAvatar agentId={ticket.assigneeId} />
      </span>
    </>
  );
}

/** A text that breaks between words and never inside an order's number. */
const Unbroken = ({ text }: { text: string }) =>
  text.split(/(\p{L}{1,8}-\d{1,16})/u).map((part, index) =>
    index % 2 ? (
      <span key={index} className="unbroken">
        {part}
      </span>
    ) : (
      part
    ),
  );

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
