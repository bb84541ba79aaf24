import {
  ArrowRightLeft,
  CircleCheck,
  Flag,
  Hourglass,
  Mail,
  Moon,
  RotateCcw,
  Tag,
  TriangleAlert,
  UserRound,
} from 'lucide-react';
import type { TicketEvent } from '#libs/contracts';
import { clockTime, fullTime } from '../../i18n/format.js';
import { useEventText } from './event-text.js';

const statusIcons: Record<string, typeof Tag> = { open: RotateCcw, pending: Hourglass, snoozed: Moon };
const icons: Record<string, typeof Tag> = {
  status: CircleCheck,
  assignee: UserRound,
  team: ArrowRightLeft,
  priority: Flag,
  tags: Tag,
  'answer-mailed': Mail,
  'answer-not-mailed': TriangleAlert,
};

/** One entry of the history, where it happened. */
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
