import { DateTime } from 'luxon';
import type { DemoLocale, Topic } from './demo-texts.js';
import { type DemoChannel, type DemoWorld, hour } from './demo-world.js';
import { behindTheFront, frontTickets } from './front-tickets.js';
import type { Stage, TicketPlan } from './ticket-plan.js';

const days = 90;
const byLanguage: Record<DemoLocale, number> = { en: 26, de: 15, fr: 12, es: 10, zh: 12, ja: 9, ar: 8, pt: 8 };
const byTopic: Record<Topic, number> = {
  where: 24,
  customs: 12,
  return: 14,
  damaged: 8,
  wrong: 6,
  fees: 8,
  payment: 7,
  address: 6,
  advice: 9,
  invoice: 6,
};
/** By the hour of the day, from midnight of the office on. */
const byHour = [0, 1, 0, 0, 0, 0, 0, 2, 6, 9, 10, 10, 9, 8, 9, 9, 9, 8, 7, 5, 3, 2, 1, 1];

/** Tickets of the past and of the last hours, in order of time. */
export function planTickets(world: DemoWorld): TicketPlan[] {
  return [...pastTickets(world), ...presentTickets(world), ...frontTickets(world)].sort((a, b) => a.at - b.at);
}

function* pastTickets(world: DemoWorld): Generator<TicketPlan> {
  const { random, now, office } = world;
  const today = DateTime.fromMillis(now, { zone: office.calendar.timeZone }).startOf('day');
  for (let ago = days; ago >= 2; ago--) {
    const midnight = today.minus({ days: ago });
    const count = Math.round(random.between(4, 7) * (midnight.isWeekend ? 0.6 : 1) * (1.25 - ago / (days * 2.5)));
    for (let i = 0; i < count; i++)
      yield plan(world, midnight.toMillis() + hourOfDay(world) * hour + random.between(0, hour), 'done');
  }
}

interface Share {
  stage: Stage;
  count: number;
  /** How long ago they began, at least and at most. */
  from: number;
  to: number;
  type?: DemoChannel['type'];
}

/** The open tickets behind the front. Few wait for a first answer. */
const present: Share[] = [
  { stage: 'late', count: 1, from: 4.5 * hour, to: 5 * hour },
  { stage: 'running', count: 4, from: behindTheFront, to: 3 * hour, type: 'email' },
  { stage: 'asked-again', count: 28, from: 3 * hour, to: 40 * hour },
  { stage: 'waiting', count: 26, from: 2 * hour, to: 46 * hour },
  { stage: 'snoozed', count: 8, from: 10 * hour, to: 47 * hour },
  { stage: 'just-resolved', count: 22, from: 3 * hour, to: 40 * hour },
  { stage: 'send-failed', count: 2, from: hour, to: 1.2 * hour, type: 'whatsapp' },
];

function* presentTickets(world: DemoWorld): Generator<TicketPlan> {
  for (const { stage, count, from, to, type } of present) {
    for (let i = 0; i < count; i++) yield plan(world, world.now - world.random.between(from, to), stage, type);
  }
}

const mayAskArticle: Stage[] = ['done', 'waiting', 'just-resolved'];

function plan(world: DemoWorld, at: number, stage: Stage, type?: DemoChannel['type']): TicketPlan {
  const { random } = world;
  const locale = random.weighted(byLanguage);
  const asksArticle = mayAskArticle.includes(stage) && random.chance(0.12);
  return {
    at,
    locale,
    topic: random.weighted(byTopic),
    stage,
    channel: chooseChannel(world, locale, stage, type),
    asksArticle,
  };
}

/** Contacts from China or Arabia prefer the messenger. Tickets that are due now are chats, whose targets are short. */
function chooseChannel(
  { random, channels }: DemoWorld,
  locale: DemoLocale,
  stage: Stage,
  wanted?: DemoChannel['type'],
): DemoChannel {
  const isChatty = ['zh', 'ar', 'pt'].includes(locale);
  const isUrgent = ['late', 'due-soon', 'running'].includes(stage);
  const type =
    wanted ??
    random.weighted({
      widget: isChatty ? 4 : 6,
      whatsapp: isChatty ? 7 : 3,
      telegram: isChatty ? 1 : 0.6,
      email: isUrgent ? 0 : 6,
    });
  return random.pick(channels.filter((channel) => channel.type === type));
}

function hourOfDay({ random }: DemoWorld): number {
  return Number(random.weighted(Object.fromEntries(byHour.map((weight, hour) => [hour, weight]))));
}
