import type { Ticket, TicketStatus } from '#libs/contracts';
import { conflict, expectNoChange, expectOneChange, invalid } from '../../support/scenario/expectations.js';
import type { Seen } from '../../support/scenario/observe.js';
import { inDays, scenarios } from '../../support/scenario.js';
import { until } from '../../support/until.js';

const scenario = scenarios();
const tomorrow = inDays(1);
const someTime = expect.any(String) as string;

/** The resolution clock rests while the customer owes the next word, and goes on with what remained. */
const clockIn = { open: 'running', pending: 'paused', snoozed: 'paused', resolved: 'met' };
const places: Record<keyof typeof clockIn, Partial<Ticket>> = {
  open: { status: 'open', snoozedUntil: null, resolvedAt: null },
  pending: { status: 'pending', snoozedUntil: null, resolvedAt: null },
  snoozed: { status: 'snoozed', snoozedUntil: tomorrow, resolvedAt: null },
  resolved: { status: 'resolved', snoozedUntil: null, resolvedAt: someTime },
};
const statuses = Object.keys(clockIn) as (keyof typeof clockIn)[];
const setTo = (status: TicketStatus) => (status === 'snoozed' ? { status, snoozedUntil: tomorrow } : { status });
const inHistory = (status: TicketStatus) => (status === 'snoozed' ? `snoozed until ${tomorrow}` : status);

describe('an agent moves a ticket', () => {
  it.each(statuses.flatMap((from) => statuses.filter((to) => to !== from).map((to) => [from, to] as const)))(
    'from %s to %s',
    async (from, to) => {
      const { agent, ticket, customer, watch } = await scenario({ status: from });
      const seen = await watch(() => agent.update(ticket, setTo(to)));
      expectOneChange(seen, places[to], [`Bo: status ${from} → ${inHistory(to)}`]);
      expect(await agent.clocks(ticket)).toEqual({ first_response: 'running', resolution: clockIn[to] });
      expect(await agent.sees(ticket, { status: to, q: customer.word })).toBe(true);
      expect(await agent.sees(ticket, { status: from, q: customer.word })).toBe(false);
    },
  );

  it.each(statuses)('that is %s to where it is, and nothing happens', async (status) => {
    const { agent, ticket, watch } = await scenario({ status });
    expectNoChange(await watch(() => agent.update(ticket, { status })));
  });

  it('that is closed nowhere', async () => {
    const { agent, ticket, watch } = await scenario({ status: 'closed' });
    const seen = await watch(async () => {
      for (const status of statuses) expect(await agent.tryUpdate(ticket, setTo(status))).toMatchObject(conflict);
    });
    expectNoChange(seen);
  });

  it('to closed never: only time does that', async () => {
    const { agent, ticket, watch } = await scenario();
    const seen = await watch(async () =>
      expect(await agent.tryUpdate(ticket, { status: 'closed' })).toMatchObject(invalid('body.status')),
    );
    expectNoChange(seen);
  });
});

describe('a snooze', () => {
  it('gets another date, which history shows', async () => {
    const { agent, ticket, watch } = await scenario({ status: 'snoozed' });
    const seen = await watch(() => agent.update(ticket, { snoozedUntil: inDays(9).replace(/\d{3}Z/, '000Z') }));
    expectOneChange(seen, { snoozedUntil: seen.after.snoozedUntil }, [
      `Bo: status snoozed → snoozed until ${seen.after.snoozedUntil}`,
    ]);
    expect(Date.parse(seen.after.snoozedUntil!) - Date.now()).toBeGreaterThan(8.9 * 86_400_000);
  });

  it('to the date that it has changes nothing', async () => {
    const { agent, ticket, watch } = await scenario({ status: 'snoozed' });
    expectNoChange(await watch(() => agent.update(ticket, { status: 'snoozed', snoozedUntil: ticket.snoozedUntil })));
  });

  it.each<[string, keyof typeof clockIn, object]>([
    ['without a date', 'open', { status: 'snoozed' }],
    ['until yesterday', 'open', { status: 'snoozed', snoozedUntil: inDays(-1) }],
    ['moved to yesterday', 'snoozed', { snoozedUntil: inDays(-1) }],
    ['that is only a date', 'open', { snoozedUntil: tomorrow }],
    ['whose date comes with another status', 'snoozed', { status: 'pending', snoozedUntil: tomorrow }],
    ['whose date is none', 'open', { status: 'snoozed', snoozedUntil: 'tomorrow' }],
  ])('%s is refused and changes nothing, nor does what came with it', async (_, status, change) => {
    const { agent, ticket, watch } = await scenario({ status });
    const seen = await watch(async () =>
      expect(await agent.tryUpdate(ticket, { ...change, priority: 'urgent', addTags: ['vip'] })).toMatchObject(
        invalid('body.snoozedUntil'),
      ),
    );
    expectNoChange(seen);
  });

  it('ends when its time has come, and not before', async () => {
    const { agent, ticket, watch, sweep } = await scenario({ status: 'snoozed' });
    const asleep = await scenario({ status: 'snoozed' });
    await agent.update(ticket, { snoozedUntil: new Date(Date.now() + 700).toISOString() });
    const untilAwake = () =>
      until('it to wake', async () => {
        await sweep('wake-snoozed');
        return (await agent.read(ticket)).status === 'open';
      });
    let seen: Seen | undefined;
    expectNoChange(await asleep.watch(async () => void (seen = await watch(untilAwake))));
    expectOneChange(seen!, places.open, ['system: status snoozed → open']);
    expect(await agent.clocks(ticket)).toEqual({ first_response: 'running', resolution: 'running' });
  });
});

describe('a resolved ticket', () => {
  it('closes after seven days, and not before', async () => {
    const { agent, ticket, customer, watch, sweep, owner } = await scenario({ status: 'resolved' });
    const newer = await scenario({ status: 'resolved' });
    const resolvedFor = (days: number, { id }: typeof ticket) =>
      owner.query('update tickets set resolved_at = now() - make_interval(days => $2) where id = $1', [id, days]);
    await resolvedFor(6, newer.ticket);
    await resolvedFor(8, ticket);
    let seen: Seen | undefined;
    expectNoChange(await newer.watch(async () => void (seen = await watch(() => sweep('close-resolved')))));
    expectOneChange(seen!, { status: 'closed' }, ['system: status resolved → closed']);
    expect(seen!.after.clock).toBeNull();
    expect(await agent.sees(ticket, { status: 'closed', q: customer.word })).toBe(true);
    expect(await agent.sees(ticket, { status: 'resolved', q: customer.word })).toBe(false);
  });

  it('keeps the time of its resolution when it is resolved again', async () => {
    const { agent, ticket, watch } = await scenario({ status: 'resolved' });
    expectNoChange(await watch(() => agent.update(ticket, { status: 'resolved' })));
  });
});
