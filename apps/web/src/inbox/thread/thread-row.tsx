import { Lock } from 'lucide-react';
import { memo } from 'react';
import type { Message, Ticket } from '#libs/contracts';
import { Avatar } from '../../frame/avatar.js';
import { clockTime, dayHeading, fullTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/now.js';
import { useMe } from '../../session/me.js';
import { Attachments } from './attachments.js';
import { EventLine, SmallMessage } from './event-line.js';
import { MessageBubble } from './message-bubble.js';
import { MessageText } from './message-text.js';
import { PendingMessage } from './pending-message.js';
import type { ThreadItem } from './thread-items.js';

/** One row of a thread. */
export const ThreadRow = memo(function ThreadRow({ item, ticket }: { item: ThreadItem; ticket: Ticket }) {
  switch (item.kind) {
    case 'day':
      return <Day at={item.at} />;
    case 'event':
      return <EventLine event={item.event} />;
    case 'pending':
      return <PendingMessage send={item.send} />;
    case 'message':
      return <OneMessage message={item.message} ticket={ticket} />;
  }
});

/** What was not written: it stands in one line, and one that was taken back not at all. */
const small = new Set(['reaction', 'system', 'call', 'missed-call']);

function OneMessage({ message, ticket }: { message: Message; ticket: Ticket }) {
  if (message.visibility === 'internal') return <NoteCard message={message} />;
  if (message.flags.some((flag) => small.has(flag))) return <SmallMessage message={message} />;
  return <MessageBubble message={message} ticket={ticket} />;
}

function Day({ at }: { at: string }) {
  const now = useMinute();
  return <div className="day">{dayHeading(at, now)}</div>;
}

/** An internal note. */
function NoteCard({ message }: { message: Message }) {
  const me = useMe();
  return (
    <article className="note" aria-label={t('message.note-label', { name: message.author.name ?? '' })}>
      <Avatar name={message.author.name} size="small" isOwn={message.author.id === me.agent.id} />
      <div className="grow">
        <div className="message-head">
          <Lock className="icon tiny" aria-hidden />
          <span className="author cut" dir="auto">
            {message.author.name ?? t('event.automatically')}
          </span>
          <time className="numbers" dateTime={message.createdAt} title={fullTime(message.createdAt)}>
            {clockTime(message.createdAt)}
          </time>
          <span className="cut">{t('message.note')}</span>
        </div>
        <div className="note-text" dir="auto">
          <MessageText text={message.text} />
        </div>
        <Attachments message={message} attachments={message.attachments} />
      </div>
    </article>
  );
}
