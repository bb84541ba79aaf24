import { setTimeout as pause } from 'node:timers/promises';
import { conflict, expectNoChange, expectOneChange, invalid, notFound } from '../../support/scenario/expectations.js';
import type { Change } from '../../support/scenario/test-agent.js';
import { inDays, scenarios } from '../../support/scenario.js';

const scenario = scenarios();

/** Counts may be a second old. */
async function eventually(expectation: () => Promise<void>): Promise<void> {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; await pause(200))
    if (
      await expectation().then(
        () => true,
        () => false,
      )
    )
      return;
  await expectation();
}

describe('several changes at once', () => {
  it('are one change with an entry of history for each', async () => {
    const { agent, colleague, ticket, customer, watch } = await scenario();
    const snoozedUntil = inDays(2);
    const change = {
      status: 'snoozed',
      snoozedUntil,
      assigneeId: colleague.id,
      priority: 'high',
      addTags: ['vip'],
      subject: 'The lid',
    };
    const seen = await watch(() => agent.update(ticket, change));
    expectOneChange(
      seen,
      {
        status: 'snoozed',
        snoozedUntil,
        assigneeId: colleague.id,
        priority: 'high',
        tags: ['vip'],
        subject: 'The lid',
      },
      [
        `Bo: status open → snoozed until ${snoozedUntil}`,
        'Bo: assignee none → Cy',
        'Bo: priority normal → high',
        'Bo: tags [] → [vip]',
        `Bo: subject ${ticket.subject} → The lid`,
      ],
    );
    expect(seen.clocks).toEqual({ first_response: 'running', resolution: 'paused' });
    const filter = { status: ['open', 'snoozed'], assignee: colleague.id, tag: 'vip', q: customer.word };
    expect(await agent.sees(ticket, filter)).toBe(true);
    expect(await agent.sees(ticket, { ...filter, status: ['open', 'pending'] })).toBe(false);
  });

  it('of which one is not possible change nothing', async () => {
    const { agent, ticket, outsider, watch } = await scenario();
    const seen = await watch(async () =>
      expect(
        await agent.tryUpdate(ticket, {
          status: 'resolved',
          assigneeId: outsider.id,
          teamId: outsider.id,
          addTags: ['vip'],
        }),
      ).toMatchObject(invalid('body.teamId')),
    );
    expectNoChange(seen);
  });

  it('that change nothing leave no trace', async () => {
    const { agent, ticket, teams, watch } = await scenario({ with: { priority: 'high', addTags: ['vip'] } });
    const seen = await watch(async () => {
      await agent.update(ticket, {});
      const { status, assigneeId, priority, subject } = ticket;
      await agent.update(ticket, { status, assigneeId, teamId: teams.parcels, priority, subject, addTags: ['vip'] });
    });
    expectNoChange(seen);
  });
});

describe('a closed ticket', () => {
  it('refuses every change', async () => {
    const { agent, colleague, teams, ticket, watch } = await scenario({ status: 'closed' });
    const seen = await watch(async () => {
      for (const change of [
        { assigneeId: colleague.id },
        { teamId: teams.refunds },
        { priority: 'high' },
        { addTags: ['vip'] },
        { subject: 'The lid' },
      ])
        expect(await agent.tryUpdate(ticket, change)).toMatchObject(conflict);
    });
    expectNoChange(seen);
  });
});

describe('a change that is based on what another has overtaken', () => {
  const overtaken: [string, Change, Change][] = [
    ['status', { status: 'pending' }, { status: 'resolved' }],
    ['date of a snooze', { status: 'snoozed', snoozedUntil: inDays(1) }, { snoozedUntil: inDays(2) }],
    ['priority', { priority: 'high' }, { priority: 'low' }],
    ['subject', { subject: 'Theirs' }, { subject: 'Mine' }],
    ['team', { teamId: null }, { teamId: null, priority: 'low' }],
  ];
  it.each(overtaken)('of the %s is refused', async (_, theirs, mine) => {
    const { agent, colleague, ticket, watch } = await scenario();
    await colleague.update(ticket, theirs);
    const seen = await watch(async () =>
      expect(await agent.tryUpdate(ticket, { ...mine, basedOnChangeSeq: ticket.changeSeq })).toMatchObject(conflict),
    );
    expectNoChange(seen);
    expect(await agent.tryUpdate(ticket, { ...mine, basedOnChangeSeq: seen.after.changeSeq })).toMatchObject({
      status: 200,
    });
  });

  it('of the assignee is refused', async () => {
    const { agent, colleague, ticket } = await scenario();
    const taken = { assigneeId: agent.id, basedOnChangeSeq: ticket.changeSeq };
    const answers = await Promise.all([
      agent.tryUpdate(ticket, taken),
      colleague.tryUpdate(ticket, { ...taken, assigneeId: colleague.id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('by the customer, whose message has opened it again, is refused', async () => {
    const { agent, ticket, customer } = await scenario({ status: 'pending' });
    await customer.writes('It is still broken');
    expect(await agent.tryUpdate(ticket, { status: 'resolved', basedOnChangeSeq: ticket.changeSeq })).toMatchObject(
      conflict,
    );
  });

  it('of another field, or by tags, which do not contradict each other, is made', async () => {
    const { agent, colleague, ticket, watch } = await scenario();
    await colleague.update(ticket, { priority: 'high', addTags: ['theirs'] });
    await colleague.note(ticket, 'I have asked the depot');
    const seen = await watch(() =>
      agent.update(ticket, { status: 'pending', addTags: ['mine'], basedOnChangeSeq: ticket.changeSeq }),
    );
    expectOneChange(seen, { status: 'pending', tags: ['theirs', 'mine'] }, [
      'Bo: status open → pending',
      'Bo: tags [theirs] → [theirs, mine]',
    ]);
  });
});

describe('an agent without access', () => {
  it('can neither read nor change the ticket, by any way', async () => {
    const { outsider, ticket, customer, watch } = await scenario();
    const { client } = outsider;
    const path = `/api/v1/tickets/${ticket.id}`;
    const seen = await watch(async () => {
      for (const read of ['', '/messages', '/events', '/changes', '/clocks', '/draft'])
        expect(await client.get(path + read)).toMatchObject(notFound);
      expect(await client.get(`/api/v1/tickets/by-number/${ticket.number}`)).toMatchObject(notFound);
      expect(await client.get(`/api/v1/contacts/${ticket.contact.id}`)).toMatchObject(notFound);
      expect(await outsider.tryUpdate(ticket, { assigneeId: outsider.id })).toMatchObject(notFound);
      for (const visibility of ['public', 'internal'])
        expect(await client.post(`${path}/messages`, { text: 'Hello', visibility })).toMatchObject(notFound);
    });
    expectNoChange(seen);
    expect(await outsider.search(customer.word)).toEqual([]);
    expect(await outsider.list({ contactId: ticket.contact.id })).toEqual([]);
  });
});

describe('the counts of an agent', () => {
  it('follow what happens to the tickets that they see, and to no others', async () => {
    const { admin, hire, ticket, customer, ...others } = await scenario();
    const team = await admin.client.post<{ id: string }>('/api/v1/teams', { name: `Team of ${customer.name}` });
    const agent = await hire('Ed', { teamIds: [team.body.id] });
    const { inbox, mine, unassigned, pending, snoozed, soon } = await agent.counts();
    const counted = (more: object) =>
      eventually(async () =>
        expect(await agent.counts()).toEqual({ inbox, mine, unassigned, pending, snoozed, soon, ...more }),
      );
    await others.agent.update(ticket, { priority: 'low' });
    await counted({});
    await admin.update(ticket, { teamId: team.body.id });
    await counted({ inbox: inbox + 1, unassigned: unassigned + 1 });
    await agent.update(ticket, { assigneeId: agent.id });
    await counted({ inbox: inbox + 1, mine: mine + 1 });
    await agent.update(ticket, { status: 'pending' });
    await counted({ mine: mine + 1, pending: pending + 1 });
    await agent.update(ticket, { status: 'snoozed', snoozedUntil: inDays(1) });
    await counted({ snoozed: snoozed + 1 });
    await agent.update(ticket, { status: 'resolved' });
    await counted({});
    await customer.writes('It is still broken');
    await counted({ inbox: inbox + 1, mine: mine + 1 });
  });
});
