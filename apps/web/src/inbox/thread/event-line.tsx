import {
  ArrowRightLeft,
  CircleCheck,
  Flag,
  Hourglass,
  Info,
  Mail,
  Moon,
  Phone,
  PhoneMissed,
  RotateCcw,
  SmilePlus,
  Tag,
  TriangleAlert,
  UserRound,
} from 'lucide-react';
import type { Message, TicketEvent } from '#libs/contracts';
import { clockTime, fullTime } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useEventText } from './event-text.js';
import { MessageText } from './message-text.js';

const statusIcons: Record<string, typeof Tag> = { open: RotateCcw, pending: Hourglass, snoozed: Moon };
const icons: Record<string, typeof Tag> = {
  status: CircleCheck,
  assignee: UserRound,
  team: ArrowRightLeft,
  priority: Flag,
  tags: Tag,
  address: UserRound,
  'answer-mailed': Mail,
  'answer-not-mailed': TriangleAlert,
};

/** One entry of the history, between the messages. */
export function EventLine({ event }: { event: TicketEvent }) {
  const text = useEventText()(event);
  const Icon = /breach/.test(event.type)
    ? TriangleAlert
    : (((event.type === 'status' && statusIcons[String(event.data['to'])]) || icons[event.type]) ?? Tag);
  return (
    <div className="event-line">
      <Icon className="icon tiny" aria-hidden />
      <span dir="auto">{text}</span>
      <time className="numbers" dateTime={event.at} title={fullTime(event.at)}>
        {clockTime(event.at)}
      </time>
    </div>
  );
}

/** A reaction, a call or a provider's notice in one line. */
export function SmallMessage({ message: { text, author, flags, createdAt, deletedAt } }: { message: Message }) {
  const isReaction = flags.includes('reaction');
  const Icon = isReaction
    ? SmilePlus
    : flags.includes('missed-call')
      ? PhoneMissed
      : flags.includes('call')
        ? Phone
        : Info;
  const isOfAuthor = Icon !== Info;
  if (deletedAt) return null;
  return (
    <div className="event-line" role="article">
      <Icon className="icon tiny" aria-hidden />
      <span dir="auto">
        {isOfAuthor && `${author.name ?? t('contact.visitor')}: `}
        {Icon === PhoneMissed && t('message.missed-call')}
        {Icon === Phone && t('message.call', { length: text.replace(/^📞 ?/u, '') })}
        {(isReaction || !isOfAuthor) && <MessageText text={text} />}
      </span>
      <time className="numbers" dateTime={createdAt} title={fullTime(createdAt)}>
        {clockTime(createdAt)}
      </time>
    </div>
  );
}
