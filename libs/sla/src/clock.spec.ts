import fc from 'fast-check';
import { type Calendar, businessSecondsBetween } from './business-time.js';
import {
  type Clock,
  chipOf,
  meetClock,
  pauseClock,
  reopenClock,
  resumeClock,
  retargetClock,
  startClock,
  unmeetClock,
} from './clock.js';

const berlin: Calendar = {
  timeZone: 'Europe/Berlin',
  windows: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
  holidays: [],
};
const target = (targetSeconds: number) => ({
  policyId: 'policy',
  policyVersion: 1,
  hoursId: 'hours',
  hoursVersion: 1,
  targetSeconds,
});
const at = (time: string) => new Date(`2026-11-${time}:00+01:00`);
const start = (seconds: number, time: string, kind: Clock['kind'] = 'resolution') =>
  startClock('clock', 'ticket', kind, target(seconds), berlin, at(time));
const hour = 3_600;

describe('a clock', () => {
  it('warns a quarter of its target before it falls due, at least twenty minutes but never more than half of it', () => {
    expect(start(4 * hour, '23T09:00')).toMatchObject({
      state: 'running',
      warnAt: at('23T12:00'),
      dueAt: at('23T13:00'),
      nextAt: at('23T12:00'),
    });
    expect(start(hour, '23T09:00').warnAt).toEqual(at('23T09:40'));
    expect(start(600, '23T09:00').warnAt).toEqual(at('23T09:05'));
  });

  it('fires at the first whole second that is not before its warning', () => {
    const fresh = startClock('clock', 'ticket', 'resolution', target(hour), null, new Date('2026-11-23T09:00:00.250Z'));
    expect(fresh.warnAt).toEqual(new Date('2026-11-23T09:40:00.250Z'));
    expect(fresh.nextAt).toEqual(new Date('2026-11-23T09:40:01.000Z'));
  });

  it('keeps what remains while the customer owes the next word', () => {
    const paused = pauseClock(start(4 * hour, '23T09:00'), berlin, at('23T10:00'));
    expect(paused).toMatchObject({ state: 'paused', remainingSeconds: 3 * hour, dueAt: null, nextAt: null });
    expect(resumeClock(paused, berlin, at('24T16:00'))).toMatchObject({
      state: 'running',
      dueAt: at('25T11:00'),
      pausedAt: null,
    });
  });

  it('is breached, not paused, by a pause that comes too late', () => {
    expect(pauseClock(start(hour, '23T09:00'), berlin, at('23T11:00'))).toMatchObject({
      state: 'breached',
      breachedAt: at('23T10:00'),
      nextAt: null,
    });
  });

  it('goes on with what remained when it is opened again', () => {
    const met = meetClock(start(4 * hour, '23T09:00'), berlin, at('23T11:00'));
    expect(met).toMatchObject({ state: 'met', metAt: at('23T11:00'), breachedAt: null, nextAt: null });
    expect(reopenClock(met, berlin, at('24T09:00'))).toMatchObject({
      state: 'running',
      dueAt: at('24T11:00'),
      metAt: null,
    });
  });

  it('keeps a breach on record when it is met too late, and shows it again when it is opened again', () => {
    const late = meetClock(start(hour, '23T09:00'), berlin, at('23T11:00'));
    expect(late).toMatchObject({ state: 'met', breachedAt: at('23T10:00') });
    expect(reopenClock(late, berlin, at('23T12:00'))).toMatchObject({ state: 'breached', nextAt: null });
  });

  it('runs as if nothing had been when the answer is taken back', () => {
    const running = start(hour, '23T09:00', 'first_response');
    const undone = unmeetClock(meetClock(running, berlin, at('23T09:30')));
    expect(undone).toMatchObject({
      state: 'running',
      dueAt: running.dueAt,
      nextAt: running.nextAt,
      metAt: null,
      version: 3,
    });
  });

  it('gets another target without forgetting what it has used', () => {
    const calendars = { before: berlin, after: berlin };
    const running = start(4 * hour, '23T09:00');
    expect(retargetClock(running, target(2 * hour), calendars, at('23T10:00')).dueAt).toEqual(at('23T11:00'));
    expect(retargetClock(running, target(hour), calendars, at('23T14:00')).dueAt).toEqual(at('23T10:00'));
    const paused = pauseClock(running, berlin, at('23T10:00'));
    expect(retargetClock(paused, target(5 * hour), calendars, at('24T10:00'))).toMatchObject({
      state: 'paused',
      remainingSeconds: 4 * hour,
    });
    const always = { ...target(4 * hour), hoursId: null, hoursVersion: null };
    expect(retargetClock(running, always, { before: berlin, after: null }, at('23T16:00')).dueAt).toEqual(
      at('23T16:00'),
    );
    expect(retargetClock(running, always, { before: berlin, after: null }, at('23T11:00')).dueAt).toEqual(
      at('23T13:00'),
    );
  });

  it('shows the latest breach, else what falls due next, else what waits', () => {
    const response = start(hour, '23T09:00', 'first_response');
    const resolution = start(4 * hour, '23T09:00');
    const breached = { ...response, state: 'breached' as const, breachedAt: at('23T10:00') };
    expect(chipOf([resolution, response])).toMatchObject({ kind: 'first_response', state: 'running' });
    expect(chipOf([resolution, breached])).toMatchObject({
      kind: 'first_response',
      state: 'breached',
      dueAt: at('23T10:00').toISOString(),
    });
    const paused = pauseClock(resolution, berlin, at('23T10:00'));
    expect(chipOf([paused, meetClock(response, berlin, at('23T09:30'))])).toMatchObject({
      kind: 'resolution',
      state: 'paused',
      dueAt: null,
    });
    expect(chipOf([meetClock(resolution, berlin, at('23T09:30'))])).toBeNull();
  });

  it('lasts exactly its target of open time, however often it is paused', () => {
    const steps = fc.array(
      fc.record({ run: fc.integer({ min: 1, max: 5_000 }), wait: fc.integer({ min: 1, max: 200_000 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(steps, (pauses) => {
        let clock = start(40 * hour, '23T09:00');
        let now = at('23T09:00').getTime();
        let open = 0;
        for (const { run, wait } of pauses) {
          const paused = new Date(now + run * 1000);
          open += businessSecondsBetween(berlin, new Date(now), paused);
          now = paused.getTime() + wait * 1000;
          clock = resumeClock(pauseClock(clock, berlin, paused), berlin, new Date(now));
        }
        expect(open + businessSecondsBetween(berlin, new Date(now), clock.dueAt!)).toBe(40 * hour);
      }),
    );
  });
});
