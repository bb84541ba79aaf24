import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Priority } from '#libs/contracts';
import { eventsHandled } from '../../support/scenario/published-events.js';
import type { Change } from '../../support/scenario/test-agent.js';
import {
  changedBetween,
  conflict,
  expectNoChange,
  expectOneChange,
  invalid,
  notFound,
} from '../../support/scenario/expectations.js';
import { inDays, type Scenario, scenarios } from '../../support/scenario.js';
import { until } from '../../support/until.js';

const scenario = scenarios();

describe('the assignee', () => {
  it.each<[string, (people: Scenario) => (string | null)[], string]>([
    ['from none to an agent', ({ agent }) => [null, agent.id], 'none → Bo'],
    ['from one agent to another', ({ agent, colleague }) => [agent.id, colleague.id], 'Bo → Cy'],
    ['from an agent to none', ({ colleague }) => [colleague.id, null], 'Cy → none'],
  ])('changes %s', async (_, idsOf, history) => {
    const people = await scenario();
    const { agent, ticket, customer, watch } = people;
    const [from, to] = idsOf(people) as [string | null, string | null];
    await agent.update(ticket, { assigneeId: from });
    const seen = await watch(() => agent.update(ticket, { assigneeId: to }));
    expectOneChange(seen, { assigneeId: to }, [`Bo: assignee ${history}`]);
    expect(await agent.sees(ticket, { assignee: to ?? 'none', q: customer.word })).toBe(true);
    expect(await agent.sees(ticket, { assignee: from ?? 'none', q: customer.word })).toBe(false);
  });

  it('is found as theirs by an agent who asks for their own', async () => {
    const { agent, colleague, ticket } = await scenario();
    await agent.update(ticket, { assigneeId: colleague.id });
    expect(await colleague.sees(ticket, { assignee: 'me' })).toBe(true);
    expect(await agent.sees(ticket, { assignee: 'me' })).toBe(false);
  });

  it('sees the ticket of a team that is not theirs, for as long as it is theirs', async () => {
    const { agent, outsider, ticket, watch } = await scenario();
    expect(await outsider.tryRead(ticket)).toMatchObject(notFound);
    const given = await watch(() => agent.update(ticket, { assigneeId: outsider.id }));
    expect(given.hints.outsider).toEqual([given.after.changeSeq]);
    expect(await outsider.read(ticket)).toEqual(given.after);
    const taken = await watch(() => agent.update(ticket, { assigneeId: null }));
    expect(taken.hints.outsider).toEqual([taken.after.changeSeq]);
    expect(await outsider.tryRead(ticket)).toMatchObject(notFound);
  });

  it('is no agent who has left, of another workspace, or unknown', async () => {
    const { admin, agent, hire, ticket, watch, waypost } = await scenario();
    const left = await hire('Ex');
    await admin.client.send('PATCH', `/api/v1/agents/${left.id}`, { body: { deactivated: true } });
    const { member: foreign } = await waypost.workspace('Elsewhere');
    const seen = await watch(async () => {
      for (const assigneeId of [left.id, foreign.agentId, randomUUID()])
        expect(await agent.tryUpdate(ticket, { assigneeId, priority: 'high' })).toMatchObject(
          invalid('body.assigneeId'),
        );
    });
    expectNoChange(seen);
  });
});

describe('an assignee who leaves', () => {
  const change = ({ admin }: Scenario, who: { id: string }, body: object) =>
    admin.client.send('PATCH', `/api/v1/agents/${who.id}`, { body });

  it.each(['open', 'pending', 'snoozed'] as const)(
    'by deactivation loses a ticket that is %s, visibly',
    async (status) => {
      const people = await scenario();
      const { admin, ticket, hire } = people;
      const gone = await hire(`Gone ${status}`);
      await admin.update(ticket, { assigneeId: gone.id });
      await admin.update(ticket, { status, ...(status === 'snoozed' && { snoozedUntil: inDays(1) }) });
      await change(people, gone, { deactivated: true });
      await until('the ticket to be nobody’s', async () => (await admin.read(ticket)).assigneeId === null);
      expect((await admin.history(ticket)).at(-1)).toBe(`system: assignee Gone ${status} → none`);
      expect((await admin.read(ticket)).status).toBe(status);
    },
  );

  it('a team loses the tickets of that team, and no others', async () => {
    const people = await scenario();
    const { admin, ticket, hire, teams, customer } = people;
    const mover = await hire('Mover', { teamIds: [teams.parcels, teams.refunds] });
    const { ticket: other } = await scenario({ with: { teamId: teams.refunds, assigneeId: mover.id } });
    await admin.update(ticket, { assigneeId: mover.id });
    await change(people, mover, { teamIds: [teams.refunds] });
    await until('the ticket to be nobody’s', async () => (await admin.read(ticket)).assigneeId === null);
    expect((await admin.read(other)).assigneeId).toBe(mover.id);
    expect(await admin.sees(ticket, { assignee: 'none', q: customer.word })).toBe(true);
    await admin.client.send('PATCH', `/api/v1/teams/${teams.refunds}`, { body: { agentIds: [] } });
    await until('the other to be nobody’s', async () => (await admin.read(other)).assigneeId === null);
    await admin.client.send('PATCH', `/api/v1/teams/${teams.refunds}`, { body: { agentIds: [people.outsider.id] } });
  });

  it.each(['the customer', 'an agent'])('loses a resolved ticket when %s reopens it, not before', async (who) => {
    const people = await scenario();
    const { admin, ticket, hire, teams, customer } = people;
    const gone = await hire(`Left ${who}`);
    await admin.update(ticket, { assigneeId: gone.id });
    await admin.update(ticket, { status: 'resolved' });
    await change(people, gone, who === 'an agent' ? { deactivated: true } : { teamIds: [teams.refunds] });
    await until('it to be noted', async () => {
      const { rows } = await people.owner.query('select assignee_left as gone from tickets where id = $1', [ticket.id]);
      return rows[0]!.gone as boolean;
    });
    expect((await admin.read(ticket)).assigneeId).toBe(gone.id);
    if (who === 'an agent') await admin.update(ticket, { status: 'open' });
    else await customer.writes('Once more');
    await until('the ticket to be nobody’s', async () => (await admin.read(ticket)).assigneeId === null);
  });

  it('keeps a resolved ticket that reopens after they have come back to its team', async () => {
    const people = await scenario();
    const { admin, ticket, hire, teams } = people;
    const back = await hire('Back');
    await admin.update(ticket, { assigneeId: back.id });
    await admin.update(ticket, { status: 'resolved' });
    await change(people, back, { teamIds: [] });
    await change(people, back, { teamIds: [teams.parcels] });
    await admin.update(ticket, { status: 'open' });
    await eventsHandled(people.owner, ticket.id);
    expect((await admin.read(ticket)).assigneeId).toBe(back.id);
  });
});

describe('the team', () => {
  it('changes from one to another: its agents see the ticket, and those of the former one no more', async () => {
    const { admin, agent, colleague, outsider, teams, ticket, customer, watch } = await scenario();
    const seen = await watch(() => admin.update(ticket, { teamId: teams.refunds }));
    expect(seen.after).toEqual({ ...seen.before, teamId: teams.refunds, changeSeq: seen.before.changeSeq + 1 });
    expect(seen.history).toEqual(['Ada: team Parcels → Refunds']);
    expect(seen.events).toMatchObject([
      { type: 'TicketChanged', payload: { changed: changedBetween(seen.before, seen.after) } },
    ]);
    // Those who lose it receive the hint as well: without it, it would stay on their screens.
    expect(seen.hints).toEqual({ colleague: [seen.after.changeSeq], outsider: [seen.after.changeSeq] });
    expect(seen.screen).toBeNull();
    expect(await colleague.tryRead(ticket)).toMatchObject(notFound);
    expect(await agent.search(customer.word)).toEqual([]);
    expect((await outsider.search(customer.word)).map(({ id }) => id)).toEqual([ticket.id]);
    expect(await admin.sees(ticket, { team: teams.refunds, q: customer.word })).toBe(true);
    expect(await admin.sees(ticket, { team: teams.parcels, q: customer.word })).toBe(false);
  });

  it('changes to none: every agent sees the ticket', async () => {
    const { agent, outsider, ticket, watch } = await scenario();
    const seen = await watch(() => agent.update(ticket, { teamId: null }));
    expect(seen.history).toEqual(['Bo: team Parcels → none']);
    expect(seen.hints).toEqual({ colleague: [seen.after.changeSeq], outsider: [seen.after.changeSeq] });
    expect(await outsider.read(ticket)).toEqual(seen.after);
    expect(await agent.sees(ticket, { team: 'none' })).toBe(true);
  });

  it('is no team of another workspace, or an unknown one', async () => {
    const { agent, ticket, watch, waypost } = await scenario();
    const { admin: foreign } = await waypost.workspace('Elsewhere');
    const { body } = await foreign.post<{ id: string }>('/api/v1/teams', { name: 'Theirs' });
    const seen = await watch(async () => {
      for (const teamId of [body.id, randomUUID()])
        expect(await agent.tryUpdate(ticket, { teamId, status: 'pending' })).toMatchObject(invalid('body.teamId'));
    });
    expectNoChange(seen);
  });

  it('shows who gives the ticket away how they left it, although they see it no more', async () => {
    const { admin, agent, teams, ticket } = await scenario();
    const left = await agent.update(ticket, {
      teamId: teams.refunds,
      status: 'pending',
      priority: 'high',
      addTags: ['vip'],
    });
    expect({ ...left, clock: null }).toEqual({ ...(await admin.read(ticket)), clock: null });
    expect(await agent.tryRead(ticket)).toMatchObject(notFound);
  });
});

describe('the priority', () => {
  const targets = { low: 4, normal: 2, high: 1, urgent: 0.5 };

  const moves: [Priority, Priority][] = [
    ['low', 'normal'],
    ['normal', 'high'],
    ['high', 'urgent'],
    ['urgent', 'low'],
  ];
  it.each(moves)('changes from %s to %s, and the clocks with it', async (from, to) => {
    const { agent, ticket, customer, watch } = await scenario({ with: { priority: from } });
    const seen = await watch(() => agent.update(ticket, { priority: to }));
    expectOneChange(seen, { priority: to }, [`Bo: priority ${from} → ${to}`]);
    expect(seen.after.clock).toMatchObject({ kind: 'first_response', targetSeconds: targets[to] * 3_600 });
    expect((await agent.search(customer.word)).map(({ priority }) => priority)).toEqual([to]);
  });
});

describe('tags', () => {
  it('are added and taken away, each once, and found by', async () => {
    const { agent, ticket, customer, watch } = await scenario({ with: { addTags: ['vip', 'fragile'] } });
    const seen = await watch(() =>
      agent.update(ticket, { addTags: ['vip', 'late', 'late'], removeTags: ['fragile', 'no such'] }),
    );
    expectOneChange(seen, { tags: ['vip', 'late'] }, ['Bo: tags [vip, fragile] → [vip, late]']);
    expect(await agent.sees(ticket, { tag: 'late', q: customer.word })).toBe(true);
    expect(await agent.sees(ticket, { tag: 'fragile', q: customer.word })).toBe(false);
  });

  it('that are there already, or were not there, change nothing', async () => {
    const { agent, ticket, watch } = await scenario({ with: { addTags: ['vip'] } });
    expectNoChange(await watch(() => agent.update(ticket, { addTags: ['vip'], removeTags: ['late'] })));
  });

  it('are at most fifty', async () => {
    const { agent, ticket, watch } = await scenario();
    const tags = Array.from({ length: 51 }, (_, index) => `tag ${index}`);
    for (const from of [0, 20, 40]) await agent.update(ticket, { addTags: tags.slice(from, Math.min(from + 20, 50)) });
    const seen = await watch(async () =>
      expect(await agent.tryUpdate(ticket, { addTags: [tags[50]], status: 'pending' })).toMatchObject({ status: 400 }),
    );
    expectNoChange(seen);
    expect(seen.after.tags).toEqual(tags.slice(0, 50));
    expect((await agent.update(ticket, { addTags: [tags[50]], removeTags: [tags[0]] })).tags).toEqual(tags.slice(1));
  });
});

describe('the subject', () => {
  it('changes, and no event says to what', async () => {
    const { agent, ticket, watch } = await scenario({ text: 'Broken teapot' });
    const seen = await watch(() => agent.update(ticket, { subject: 'Replace the lid' }));
    expectOneChange(seen, { subject: 'Replace the lid' }, [`Bo: subject ${ticket.subject} → Replace the lid`]);
    expect(JSON.stringify(seen.events)).not.toMatch(/teapot|lid/);
  });

  it('follows an edit of the message that it was the beginning of, for all to see', async () => {
    const { customer, watch } = await scenario({ text: 'Broken teapot' });
    const seen = await watch(() => customer.edits('Broken lid'));
    expect(seen.after.subject).toContain('Broken lid');
    // Which would keep the words that are no more.
    expect(seen.history).toEqual([]);
    const [changed] = seen.events.filter(({ type }) => type === 'TicketChanged');
    expect(changed!.payload).toMatchObject({ actor: { kind: 'contact' }, changed: { subject: true } });
    expect(seen.hinted).toEqual(['edit', 'subject']);
    expect(seen.screen).toEqual(seen.after);
  });

  it.each([
    ['empty', ' '],
    ['too long', 'x'.repeat(201)],
    ['of two lines', 'one\ntwo'],
  ])('is not %s', async (_, subject) => {
    const { agent, ticket, watch } = await scenario();
    const seen = await watch(async () =>
      expect(await agent.tryUpdate(ticket, { subject, status: 'pending' })).toMatchObject(invalid('body.subject')),
    );
    expectNoChange(seen);
  });
});

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
    expect(await agent.clocks(ticket)).toEqual({ first_response: 'running', resolution: 'paused' });
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

describe('a ticket’s number', () => {
  it.each(['ticket-numbers', 'tickets/by-number'])('leads to it: %s', async (path) => {
    const { agent, ticket } = await scenario();
    const { body } = await agent.client.get(`/api/v1/${path}/${ticket.number}`);
    expect(body).toMatchObject({ id: ticket.id });
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
      for (const byNumber of ['ticket-numbers', 'tickets/by-number'])
        expect(await client.get(`/api/v1/${byNumber}/${ticket.number}`)).toMatchObject(notFound);
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
    // Counts may be a second old.
    const counted = (more: object) => {
      const expected = { inbox, mine, unassigned, pending, snoozed, soon, ...more };
      const isSo = async () => isDeepStrictEqual(await agent.counts(), expected);
      return until(`the counts to be ${JSON.stringify(expected)}`, isSo, 5_000, 200);
    };
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
