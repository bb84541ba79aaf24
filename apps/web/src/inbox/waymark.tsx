import { Pause } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { timeLeft } from '../i18n/format.js';
import { t } from '../i18n/texts.js';

interface Sign {
  state: 'calm' | 'soon' | 'late' | 'paused';
  text: string;
  /** The whole meaning, which the colour carries otherwise. */
  label: string;
}

const soonMs = 20 * 60_000;

/** What the sign of a deadline shows now; null when no clock runs. */
export function signOf({ clock, status }: Pick<Ticket, 'clock' | 'status'>, now: number): Sign | null {
  if (status === 'pending' || clock?.state === 'paused')
    return { state: 'paused', text: t('clock.waiting'), label: t('clock.waiting-label') };
  if (!clock?.dueAt || clock.state === 'met' || status === 'resolved' || status === 'closed' || status === 'snoozed')
    return null;
  const left = Date.parse(clock.dueAt) - now;
  if (clock.state === 'breached' || left < 0) {
    const over = timeLeft(-left);
    return { state: 'late', text: t('clock.over', { time: over }), label: t('clock.over-label', { time: over }) };
  }
  const isSoon =
    left <= soonMs || left <= clock.targetSeconds * 250 || (clock.warnAt !== null && Date.parse(clock.warnAt) <= now);
  return {
    state: isSoon ? 'soon' : 'calm',
    text: timeLeft(left),
    label: t('clock.left-label', { time: timeLeft(left) }),
  };
}

/** A deadline as a sign. */
export function Waymark({ sign }: { sign: Sign }) {
  return (
    <span className={`waymark ${sign.state}`} title={sign.label}>
      {sign.state === 'paused' && <Pause className="icon tiny" aria-hidden />}
      <span aria-hidden>{sign.text}</span>
      <span className="hidden">{sign.label}</span>
    </span>
  );
}
