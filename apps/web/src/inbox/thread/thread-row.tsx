import { memo } from 'react';
import type { Message, Ticket } from '#libs/contracts';
import { dayHeading } from '../../i18n/format.js';
import { useMinute } from '../../lib/minute.js';
import { EventLine } from './event-line.js';
import { MessageBubble } from './message-bubble.js';
import { NoteCard } from './note-card.js';
import { PendingMessage } from './pending-message.js';
import { SmallMessage } from './small-message.js';
import type { ThreadItem } from './thread-items.js';

/** One item of a thread. */
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

function OneMessage({ message, ticket }: { message: Message; ticket: Ticket }) {
  if (message.visibility === 'internal') return <NoteCard message={message} />;
  if (message.flags.includes('reaction') || message.flags.includes('system')) return <SmallMessage message={message} />;
  return <MessageBubble message={message} ticket={ticket} />;
}

function Day({ at }: { at: string }) {
  const now = useMinute();
  return <div className="day">{dayHeading(at, now)}</div>;
}
