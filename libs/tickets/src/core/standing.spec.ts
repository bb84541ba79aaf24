import fc from 'fast-check';
import { type Standing, type StandingChange, isRefused, nextStanding } from './standing.js';

const now = new Date('2026-06-01T12:00:00Z');
const earlier = new Date('2026-05-20T08:00:00Z');
const tomorrow = new Date('2026-06-02T09:00:00Z');
const nextWeek = new Date('2026-06-08T09:00:00Z');

const none = { snoozedUntil: null, resolvedAt: null, closedAt: null };
const open: Standing = { ...none, status: 'open' };
const pending: Standing = { ...none, status: 'pending' };
const snoozed: Standing = { ...none, status: 'snoozed', snoozedUntil: tomorrow };
const resolved: Standing = { ...none, status: 'resolved', resolvedAt: earlier };
const closed: Standing = { ...none, status: 'closed', resolvedAt: earlier, closedAt: earlier };
const all = { open, pending, snoozed, resolved, closed };
const resolvedNow: Standing = { ...none, status: 'resolved', resolvedAt: now };

type Name = keyof typeof all;
const set = (status?: 'open' | 'pending' | 'snoozed' | 'resolved', snoozedUntil?: Date): StandingChange => ({
  kind: 'set',
  ...(status && { status }),
  ...(snoozedUntil && { snoozedUntil }),
});
const contactWrote: StandingChange = { kind: 'contact-wrote' };
const answered = (status: 'pending' | 'resolved'): StandingChange => ({ kind: 'answered', status });
const undone = (to: Standing): StandingChange => ({ kind: 'answer-undone', ...to });

const rows: [Name, string, StandingChange, Standing | string][] = [
  ['open', 'set open', set('open'), open],
  ['open', 'set pending', set('pending'), pending],
  ['open', 'set snoozed until tomorrow', set('snoozed', tomorrow), snoozed],
  ['open', 'set snoozed without a date', set('snoozed'), 'snooze-without-date'],
  ['open', 'set snoozed until before', set('snoozed', earlier), 'date-is-past'],
  ['open', 'set a date alone', set(undefined, tomorrow), 'date-without-snooze'],
  ['open', 'set pending with a date', set('pending', tomorrow), 'date-without-snooze'],
  ['open', 'set resolved', set('resolved'), resolvedNow],
  ['open', 'customer wrote', contactWrote, open],
  ['open', 'answered', answered('pending'), pending],
  ['open', 'answered and resolved', answered('resolved'), resolvedNow],
  ['open', 'snooze ended', { kind: 'snooze-ended' }, open],
  ['open', 'stayed resolved', { kind: 'stayed-resolved' }, open],
  ['pending', 'set open', set('open'), open],
  ['pending', 'customer wrote', contactWrote, open],
  ['pending', 'answered', answered('pending'), pending],
  ['pending', 'answer undone, it was open', undone(open), open],
  ['pending', 'answer undone, it was snoozed', undone(snoozed), snoozed],
  ['pending', 'answer undone, it was snoozed without a known date', undone({ ...snoozed, snoozedUntil: null }), open],
  ['pending', 'answer undone, it was resolved', undone(resolved), resolved],
  ['snoozed', 'set open', set('open'), open],
  ['snoozed', 'set snoozed again without a date', set('snoozed'), snoozed],
  ['snoozed', 'set another date', set('snoozed', nextWeek), { ...snoozed, snoozedUntil: nextWeek }],
  ['snoozed', 'set another date alone', set(undefined, nextWeek), { ...snoozed, snoozedUntil: nextWeek }],
  ['snoozed', 'set a date before', set(undefined, earlier), 'date-is-past'],
  ['snoozed', 'set resolved', set('resolved'), resolvedNow],
  ['snoozed', 'customer wrote', contactWrote, open],
  ['snoozed', 'answered', answered('pending'), pending],
  ['snoozed', 'snooze ended before its time', { kind: 'snooze-ended' }, snoozed],
  ['resolved', 'set open', set('open'), open],
  ['resolved', 'set resolved again', set('resolved'), resolved],
  ['resolved', 'set snoozed until tomorrow', set('snoozed', tomorrow), snoozed],
  ['resolved', 'customer wrote', contactWrote, open],
  ['resolved', 'answered', answered('pending'), pending],
  ['resolved', 'answered and resolved', answered('resolved'), resolved],
  ['resolved', 'answer undone, it was pending', undone(pending), pending],
  ['resolved', 'stayed resolved', { kind: 'stayed-resolved' }, { ...closed, closedAt: now }],
  ['closed', 'set open', set('open'), 'closed'],
  ['closed', 'set a date alone', set(undefined, tomorrow), 'closed'],
  ['closed', 'customer wrote', contactWrote, 'closed'],
  ['closed', 'answered', answered('pending'), closed],
  ['closed', 'answer undone, it was open', undone(open), closed],
  ['closed', 'snooze ended', { kind: 'snooze-ended' }, closed],
  ['closed', 'stayed resolved', { kind: 'stayed-resolved' }, closed],
];

describe('the standing of a ticket', () => {
  it.each(rows)('%s, %s', (name, _what, change, expected) => {
    const next = nextStanding(all[name], change, now);
    expect(next).toEqual(typeof expected === 'string' ? { refused: expected } : expected);
  });

  it('is open again when its snooze has ended', () => {
    expect(nextStanding({ ...snoozed, snoozedUntil: earlier }, { kind: 'snooze-ended' }, now)).toEqual(open);
  });

  it('is the same object when nothing changes, so that callers see that at once', () => {
    expect(nextStanding(resolved, set('resolved'), now)).toBe(resolved);
  });

  it('keeps the rules of the database whatever happens, in whatever order', () => {
    const standings = Object.values(all);
    const changes = fc.constantFrom<StandingChange>(
      ...rows.map(([, , change]) => change),
      ...standings.map((standing) => undone(standing)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...standings), fc.array(changes, { maxLength: 12 }), (start, path) => {
        let standing = start;
        for (const change of path) {
          const next = nextStanding(standing, change, now);
          if (!isRefused(next)) standing = next;
          expect((standing.status === 'snoozed') === (standing.snoozedUntil !== null)).toBe(true);
          expect(['resolved', 'closed'].includes(standing.status)).toBe(standing.resolvedAt !== null);
          expect((standing.status === 'closed') === (standing.closedAt !== null)).toBe(true);
        }
      }),
    );
  });
});
