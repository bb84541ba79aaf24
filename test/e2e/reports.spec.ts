import type { Count, Figures, ResponseOf, reportNow, reportResponseTimes } from '#libs/contracts';
import type { Client } from '../support/client.js';
import { until } from '../support/until.js';
import { visit } from '../support/visitor.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

type Times = ResponseOf<typeof reportResponseTimes>;
type Now = ResponseOf<typeof reportNow>;

/** First answers that were measured: when the ticket came, by which channel, how long it took. */
interface Measured {
  at: string;
  seconds: number | null;
  businessSeconds?: number;
  late?: boolean;
  resolved?: number;
  channelType?: string;
}

describe('reports', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channelId: string;
  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id;
    await (await visit(waypost.url, channelId)).write('The first ticket');
    await until('its facts', async () => (await withOwner(waypost, 'select 1 from ticket_facts')).length);
  });
  afterAll(() => waypost?.close());

  const times = async (query: string) => {
    const { status, body } = await admin.get<Times>(`/api/v1/reports/response-times?${query}`);
    expect(status).toBe(200);
    return body;
  };
  /** How many tickets the list shows for a number. */
  async function opened({ tickets }: Pick<Count, 'tickets'>): Promise<number> {
    const query = new URLSearchParams(
      Object.entries(tickets).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, String(one)]),
      ),
    );
    const { status, body } = await admin.get<{ items: unknown[] }>(`/api/v1/tickets?limit=100&${query.toString()}`);
    expect(status).toBe(200);
    return body.items.length;
  }
  /** Tickets of the past, like the first one. */
  const remember = (measured: Measured[]) =>
    withOwner(
      waypost,
      `
    with past as (
      insert into tickets (workspace_id, id, number, subject, channel_id, channel_type, contact_id, recipient_kind,
        recipient_value, reply_token, status, resolved_at, created_at, last_message_at)
      select t.workspace_id, uuidv7(),
        t.number + 1000 + (m.n)::int + (extract(epoch from m."at")::bigint % 100000)::int * 10,
        t.subject, t.channel_id, coalesce(m."channelType", t.channel_type), t.contact_id,
        t.recipient_kind, t.recipient_value, uuidv7()::text, 'resolved', now(), m."at", m."at"
      from tickets t,
        rows from (jsonb_to_recordset($1::jsonb) as ("at" timestamptz, "channelType" text))
          with ordinality as m ("at", "channelType", n)
      where t.subject like 'The first%'
      returning workspace_id, id, created_at, channel_id, channel_type)
    insert into ticket_facts (workspace_id, ticket_id, created_at, channel_id, channel_type, response_seconds,
      response_business_seconds, response_late, answered_at, resolution_seconds, resolution_business_seconds)
    select workspace_id, id, created_at, channel_id, channel_type, m.seconds, coalesce(m."businessSeconds", m.seconds),
      m.late, created_at, m.resolved, m.resolved
    from past join jsonb_to_recordset($1::jsonb)
      as m ("at" timestamptz, seconds int, "businessSeconds" int, late boolean, resolved int)
      on m."at" = past.created_at`,
      [JSON.stringify(measured)],
    );

  it('show how long customers waited, by day and channel, beside the period before, with their tickets', async () => {
    await remember([
      { at: '2026-03-02T08:00:00Z', seconds: 100, businessSeconds: 10, late: false, resolved: 1_000 },
      {
        at: '2026-03-02T09:00:00Z',
        seconds: 200,
        businessSeconds: 20,
        late: true,
        channelType: 'email',
        resolved: 3_000,
      },
      { at: '2026-03-02T23:30:00Z', seconds: 300, businessSeconds: 30, late: false },
      { at: '2026-03-04T12:00:00Z', seconds: null, late: true },
      { at: '2026-02-26T12:00:00Z', seconds: 900, late: false },
      { at: '2026-02-01T12:00:00Z', seconds: 5_000, late: false },
    ]);
    const report = await times('from=2026-03-02&to=2026-03-05&zone=Europe/Berlin');
    expect(report.period).toEqual({ from: '2026-03-02', to: '2026-03-05', zone: 'Europe/Berlin' });
    expect(report.previous).toEqual({ from: '2026-02-26', to: '2026-03-01' });
    const {
      firstResponse: { total, days, channels },
      resolution,
    } = report;
    expect(total).toMatchObject({
      n: 3,
      p50: 200,
      p90: 300,
      kept: { n: 2 },
      late: { n: 2 },
      previous: { n: 1, p50: 900, p90: 900, kept: 1, late: 0 },
    });
    // The last minutes of the second are the third in Berlin.
    expect(days.map(({ day, n, p50, previous }) => [day, n, p50, previous.n])).toEqual([
      ['2026-03-02', 2, 100, 1],
      ['2026-03-03', 1, 300, 0],
      ['2026-03-04', 0, null, 0],
      ['2026-03-05', 0, null, 0],
    ]);
    expect(channels.map(({ channelType, n, p50 }) => [channelType, n, p50])).toEqual([
      ['email', 1, 200],
      ['widget', 2, 100],
    ]);
    expect(resolution.total).toMatchObject({ n: 2, p50: 1_000 });
    for (const { n, kept, late, tickets } of days) {
      const of = (firstResponse: 'answered' | 'kept' | 'late') => opened({ tickets: { ...tickets, firstResponse } });
      expect([await opened({ tickets }), await of('kept'), await of('late')]).toEqual([n, kept, late]);
    }
    for (const figures of [total, resolution.total, ...channels] as Figures[]) {
      expect([await opened(figures), await opened(figures.kept), await opened(figures.late)]).toEqual([
        figures.n,
        figures.kept.n,
        figures.late.n,
      ]);
    }
    expect(
      (await times('from=2026-03-02&to=2026-03-05&zone=Europe/Berlin&hours=business')).firstResponse.total,
    ).toMatchObject({ n: 3, p50: 20 });
    const email = await times('from=2026-03-02&to=2026-03-05&zone=Europe/Berlin&channelType=email');
    expect([email.firstResponse.total.n, await opened(email.firstResponse.total)]).toEqual([1, 1]);
  });

  it('measure what is answered, with and without business hours, as it happens', async () => {
    const visitor = await visit(waypost.url, channelId);
    const { ticketId } = await visitor.write('How long does it take?');
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, {
      text: 'Not long',
      visibility: 'public',
      status: 'resolved',
    });
    await until(
      'the measures',
      async () =>
        (
          await withOwner(
            waypost,
            `select 1 from ticket_facts where ticket_id = $1 and resolution_seconds is not null
             and response_seconds is not null`,
            [ticketId],
          )
        ).length,
    );
    const report = await times('');
    expect([report.firstResponse.total.n, report.resolution.total.n, report.firstResponse.days.length]).toEqual([
      1, 1, 28,
    ]);
  });

  it('show what is open now, each number with its tickets', async () => {
    await (await visit(waypost.url, channelId)).write('Another');
    const { status, body } = await admin.get<Now>('/api/v1/reports/now');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      open: { n: 2 },
      unassigned: { n: 2 },
      backlog: { n: 2 },
      breached: { n: 0 },
      oldestAt: expect.any(String),
      channels: [{ channelType: 'widget', backlog: { n: 2 } }],
    });
    await withOwner(
      waypost,
      `update tickets set clock_state = 'breached', clock_due_at = now() where subject = 'Another'`,
    );
    const later = (await admin.get<Now>('/api/v1/reports/now?channelType=widget')).body;
    expect([later.breached.n, later.soon.n]).toEqual([1, 1]);
    for (const count of [
      later.open,
      later.unassigned,
      later.backlog,
      later.breached,
      later.soon,
      later.pending,
      ...later.channels.map(({ backlog }) => backlog),
    ])
      expect(await opened(count)).toBe(count.n);
    expect((await admin.get<Now>('/api/v1/reports/now?channelType=email')).body).toMatchObject({
      backlog: { n: 0 },
      oldestAt: null,
      channels: [],
    });
  });

  it('are for managers, of their own workspace, and refuse a period that makes no sense', async () => {
    const other = await waypost.workspace('Next door');
    expect((await other.admin.get<Now>('/api/v1/reports/now')).body.backlog.n).toBe(0);
    expect(
      (await other.admin.get<Times>('/api/v1/reports/response-times?from=2026-03-01&to=2026-03-31')).body.firstResponse
        .total.n,
    ).toBe(0);
    for (const query of [
      'from=2026-03-05',
      'from=2026-03-05&to=2026-03-01',
      'from=2020-01-01&to=2026-03-01',
      'from=2026-02-30&to=2026-03-01',
      'zone=Mars/Olympus',
      'hours=lunch',
      'team=me',
    ]) {
      expect([query, (await admin.get(`/api/v1/reports/response-times?${query}`)).status]).toEqual([query, 400]);
    }
  });
});
