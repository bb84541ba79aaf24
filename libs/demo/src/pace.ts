import type { DemoWorld } from './demo-world.js';
import type { TicketPlan } from './ticket-plan.js';
import { day, hour, minute } from './support/time.js';

/** Minutes to the first answer, around noon. */
const medians = { widget: 4, whatsapp: 8, telegram: 7, email: 42 };

/**
 * When a ticket is first answered: slower at night and on a bad day, mail only in office hours, and a little faster
 * each month.
 */
export function paceOf({ random, now }: DemoWorld, { at, channel }: TicketPlan): { answeredAt: number } {
  const hourOfDay = new Date(at).getUTCHours();
  const practice = 0.7 + (now - at) / (150 * day);
  const isNight = hourOfDay >= 21 || hourOfDay < 6;
  const isSlow = random.chance(0.02 + (now - at) / (1_500 * day));
  const wait =
    random.spread(medians[channel.type], 0.6) *
    (isSlow ? 9 : 1) *
    (isNight && channel.type !== 'email' ? 1.8 : 1) *
    practice *
    minute;
  return { answeredAt: (channel.type === 'email' ? opening(at) : at) + wait };
}

/** The office is open from 7 to 19 UTC, and from 8 to 17 at the weekend. */
function opening(at: number): number {
  const midnight = Math.floor(at / day) * day;
  const isWeekend = [0, 6].includes(new Date(at).getUTCDay());
  const [from, to] = [midnight + (isWeekend ? 8 : 7) * hour, midnight + (isWeekend ? 17 : 19) * hour];
  if (at < from) return from;
  return at < to ? at : opening(midnight + day);
}
