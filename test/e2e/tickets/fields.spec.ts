import { randomUUID } from 'node:crypto';
import { expectNoChange, expectOneChange, invalid, notFound } from '../../support/scenario/expectations.js';
import { type Scenario, scenarios } from '../../support/scenario.js';

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
    if (to) expect(seen.events[0]!.row).toContain(to);
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

  it('is no agent who has left, of another workspace, or whom nobody knows', async () => {
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

describe('the team', () => {
  it('changes from one to another: its agents see the ticket, and those of the former one no more', async () => {
    const { admin, agent, colleague, outsider, teams, ticket, customer, watch } = await scenario();
    const seen = await watch(() => admin.update(ticket, { teamId: teams.refunds }));
    expect(seen.after).toEqual({ ...seen.before, teamId: teams.refunds, changeSeq: seen.before.changeSeq + 1 });
    expect(seen.history).toEqual(['Ada: team Parcels → Refunds']);
    expect(seen.events.map(({ type }) => type)).toEqual(['TicketChanged']);
    expect(seen.events[0]!.row).toContain(teams.refunds);
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

  it('is no team of another workspace, or one that nobody knows', async () => {
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
  const priorities = Object.keys(targets) as (keyof typeof targets)[];

  it.each(priorities.flatMap((from) => priorities.filter((to) => to !== from).map((to) => [from, to] as const)))(
    'changes from %s to %s, and the clocks with it',
    async (from, to) => {
      const { agent, ticket, customer, watch } = await scenario({ with: { priority: from } });
      const seen = await watch(() => agent.update(ticket, { priority: to }));
      expectOneChange(seen, { priority: to }, [`Bo: priority ${from} → ${to}`]);
      expect(seen.events[0]!.row).toContain(to);
      expect(seen.after.clock).toMatchObject({ kind: 'first_response', targetSeconds: targets[to] * 3_600 });
      expect((await agent.search(customer.word)).map(({ priority }) => priority)).toEqual([to]);
    },
  );
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
    expect(seen.events[0]!.row).not.toMatch(/teapot|lid/);
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
