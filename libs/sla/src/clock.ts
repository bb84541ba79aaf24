import type { ClockChip, SlaClock } from '#libs/contracts';
import { type Calendar, addBusinessSeconds, businessSecondsBetween } from './business-time.js';

/** One target on one ticket, with the policy as it was when the clock was last set. */
export interface Clock {
  id: string;
  ticketId: string;
  kind: ClockChip['kind'];
  policyId: string | null;
  policyVersion: number;
  hoursId: string | null;
  hoursVersion: number | null;
  targetSeconds: number;
  state: ClockChip['state'];
  startedAt: Date;
  /** Since when it uses up `remaining`; null while it is paused. */
  runningSince: Date;
  /** Business seconds left at `runningSince`, or left while it is paused. */
  remainingSeconds: number;
  warnAt: Date | null;
  dueAt: Date | null;
  /**
   * When it fires next: the warning, then the breach, at the first whole second that is not before it, so that the
   * clocks of a second share one job. Null when neither is left.
   */
  nextAt: Date | null;
  pausedAt: Date | null;
  warnedAt: Date | null;
  breachedAt: Date | null;
  metAt: Date | null;
  /** Raised by every change, so that a job that was scheduled for an earlier state does nothing. */
  version: number;
}

/** A policy's target for a clock. */
export type Target = Pick<Clock, 'policyId' | 'policyVersion' | 'hoursId' | 'hoursVersion' | 'targetSeconds'>;

const warnSeconds = 20 * 60;

/**
 * When to warn: a quarter of the target before its end, or twenty minutes if that is more, but never more than half of
 * it.
 */
const leadOf = (targetSeconds: number) => Math.min(targetSeconds / 2, Math.max(targetSeconds / 4, warnSeconds));

type Timer = (clock: Clock, calendar: Calendar | null, at: Date) => Clock;

export function startClock(
  id: string,
  ticketId: string,
  kind: Clock['kind'],
  target: Target,
  calendar: Calendar | null,
  at: Date,
): Clock {
  const fresh: Clock = {
    id,
    ticketId,
    kind,
    ...target,
    state: 'running',
    startedAt: at,
    runningSince: at,
    remainingSeconds: target.targetSeconds,
    warnAt: null,
    dueAt: null,
    nextAt: null,
    pausedAt: null,
    warnedAt: null,
    breachedAt: null,
    metAt: null,
    version: 0,
  };
  return run(fresh, calendar, at);
}

/**
 * Pauses the clock: the customer has to answer, and the remaining time is kept. One that was due by then is breached.
 */
export const pauseClock: Timer = (clock, calendar, at) => {
  if (clock.state !== 'running') return clock;
  if (isLate(clock, at)) return stop({ ...clock, state: 'breached', breachedAt: clock.dueAt });
  return stop({
    ...clock,
    state: 'paused',
    pausedAt: at,
    remainingSeconds: remainingAt(clock, calendar, at),
    dueAt: null,
  });
};

/** Continues with the remaining time. */
export const resumeClock: Timer = (clock, calendar, at) =>
  clock.state === 'paused' ? run({ ...clock, state: 'running' }, calendar, at) : clock;

/** The target is reached; if too late, the breach is kept. */
export const meetClock: Timer = (clock, calendar, at) => {
  if (clock.state === 'met') return clock;
  const remainingSeconds = clock.state === 'running' ? remainingAt(clock, calendar, at) : clock.remainingSeconds;
  return stop({
    ...clock,
    state: 'met',
    metAt: at,
    pausedAt: null,
    remainingSeconds,
    breachedAt: clock.breachedAt ?? (isLate(clock, at) ? clock.dueAt : null),
  });
};

/** Reopens a clock that was met: with the remaining time, or as breached as it was. */
export const reopenClock: Timer = (clock, calendar, at) => {
  if (clock.state !== 'met') return clock;
  if (clock.breachedAt) return stop({ ...clock, state: 'breached', metAt: null });
  return run({ ...clock, state: 'running', metAt: null }, calendar, at);
};

/** Reopens a clock as if it had never been met: the time in between counts. */
export const unmeetClock = (clock: Clock): Clock => {
  if (clock.state !== 'met') return clock;
  const isBreached = clock.breachedAt !== null;
  return {
    ...clock,
    state: isBreached ? 'breached' : 'running',
    metAt: null,
    nextAt: isBreached ? null : nextOf(clock),
    version: clock.version + 1,
  };
};

/** Sets another target on a clock that is not over; the time already used stays used. */
export function retargetClock(
  clock: Clock,
  target: Target,
  calendars: { before: Calendar | null; after: Calendar | null },
  at: Date,
): Clock {
  if (clock.state !== 'running' && clock.state !== 'paused') return clock;
  const isSameCalendar = clock.hoursId === target.hoursId && clock.hoursVersion === target.hoursVersion;
  const more = target.targetSeconds - clock.targetSeconds;
  const next = { ...clock, ...target };
  if (clock.state === 'paused') return stop({ ...next, remainingSeconds: Math.max(0, clock.remainingSeconds + more) });
  const since = isSameCalendar ? clock.runningSince : at;
  const remaining = isSameCalendar ? clock.remainingSeconds : remainingAt(clock, calendars.before, at);
  return run({ ...next, warnedAt: null, remainingSeconds: Math.max(0, remaining + more) }, calendars.after, since);
}

/** Business seconds left of a running clock; none when it is over. */
export const remainingAt = (clock: Clock, calendar: Calendar | null, at: Date): number =>
  Math.max(0, clock.remainingSeconds - businessSecondsBetween(calendar, clock.runningSince, at));

/** The clock that a list shows: a breached one first, latest first, then the next one due, then a paused one. */
export function chipOf(clocks: Clock[]): ClockChip | null {
  const [breached] = clocks
    .filter(({ state }) => state === 'breached')
    .sort((a, b) => timeOf(b.breachedAt) - timeOf(a.breachedAt));
  const [running] = clocks.filter(({ state }) => state === 'running').sort((a, b) => timeOf(a.dueAt) - timeOf(b.dueAt));
  const shown = breached ?? running ?? clocks.find(({ state }) => state === 'paused');
  return shown ? describeChip(shown) : null;
}

const describeChip = ({ kind, state, dueAt, warnAt, targetSeconds }: Clock): ClockChip => ({
  kind,
  state,
  dueAt: text(dueAt),
  warnAt: state === 'running' ? text(warnAt) : null,
  targetSeconds,
});

/** Converts a clock to the API's form. */
export const describeClock = (clock: Clock & Pick<SlaClock, 'hours'>): SlaClock => ({
  ...describeChip(clock),
  policyId: clock.policyId,
  hours: clock.hours,
  startedAt: clock.startedAt.toISOString(),
  pausedAt: text(clock.pausedAt),
  remainingSeconds: clock.state === 'paused' ? clock.remainingSeconds : null,
  warnedAt: text(clock.warnedAt),
  breachedAt: text(clock.breachedAt),
  metAt: text(clock.metAt),
});

function run(clock: Clock, calendar: Calendar | null, at: Date): Clock {
  const untilWarning = clock.remainingSeconds - leadOf(clock.targetSeconds);
  const timed = {
    ...clock,
    runningSince: at,
    pausedAt: null,
    dueAt: addBusinessSeconds(calendar, at, clock.remainingSeconds),
    warnAt: addBusinessSeconds(calendar, at, Math.max(0, untilWarning)),
  };
  return { ...timed, nextAt: nextOf(timed), version: clock.version + 1 };
}

const stop = (clock: Clock): Clock => ({ ...clock, nextAt: null, version: clock.version + 1 });
const nextOf = ({ warnedAt, warnAt, dueAt }: Clock) => wholeSecond(warnedAt ? dueAt : warnAt);
const wholeSecond = (date: Date | null) => date && new Date(Math.ceil(date.getTime() / 1_000) * 1_000);
const isLate = ({ state, dueAt }: Clock, at: Date) =>
  state === 'running' && dueAt !== null && at.getTime() > dueAt.getTime();
const timeOf = (date: Date | null) => date?.getTime() ?? 0;
const text = (date: Date | null) => date?.toISOString() ?? null;
