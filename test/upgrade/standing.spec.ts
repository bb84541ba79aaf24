import { newId } from '#libs/platform';
import { EarlierVersion } from './support/earlier-version.js';

const before = 'KeepWhenAgentsJoined20261122151000';
const repair = 'HoldWhereTicketsStand20261130100000';
const workspaceId = newId();
const [channelId, contactId] = [newId(), newId()];
const past = '2026-05-20 08:00:00+00';

interface Row {
  status: string;
  snoozed_until?: string | null;
  resolved_at?: string | null;
  closed_at?: string | null;
}
const bad: Record<string, Row> = {
  endless: { status: 'snoozed' },
  'open-with-date': { status: 'open', snoozed_until: past },
  'pending-resolved': { status: 'pending', resolved_at: past },
  'resolved-never': { status: 'resolved' },
  'closed-never': { status: 'closed' },
  'closed-by-note': { status: 'closed', closed_at: past },
  'open-closed': { status: 'open', closed_at: past },
};
const good: Record<string, Row> = {
  open: { status: 'open' },
  snoozed: { status: 'snoozed', snoozed_until: past },
  resolved: { status: 'resolved', resolved_at: past },
  closed: { status: 'closed', resolved_at: past, closed_at: past },
};

describe('tickets of before whose status and times did not agree', () => {
  let earlier: EarlierVersion;

  beforeAll(async () => {
    earlier = await EarlierVersion.install(before);
    await earlier.query(`set waypost.workspace_id = '${workspaceId}'`);
    await earlier.insert('workspaces', { id: workspaceId, name: 'Shop' });
    await earlier.query(`insert into channels (id, type, name) values ($1, 'email', 'Mail')`, [channelId]);
    await earlier.query('insert into contacts (id) values ($1)', [contactId]);
    for (const [index, [name, row]] of Object.entries({ ...bad, ...good }).entries()) await insert(name, index, row);
    await earlier.upgrade();
  });
  afterAll(() => earlier?.close());

  const insert = (name: string, number: number, row: Row) =>
    earlier.query(
      `insert into tickets (id, number, subject, channel_id, channel_type, contact_id, recipient_kind, recipient_value,
         reply_token, status, snoozed_until, resolved_at, closed_at)
       values ($1, $2, $3, $4, 'email', $5, 'email', 'a@b.example', $3, $6, $7, $8, $9)`,
      [
        newId(),
        number,
        name,
        channelId,
        contactId,
        row.status,
        row.snoozed_until ?? null,
        row.resolved_at ?? null,
        row.closed_at ?? null,
      ],
    );
  const read = async (name: string) =>
    (
      await earlier.query(
        `select status, snoozed_until is not null as snoozed, resolved_at is not null as resolved,
         closed_at is not null as closed, change_seq from tickets where subject = $1`,
        [name],
      )
    )[0]!;

  it('agree now, each by its status', async () => {
    const open = { status: 'open', snoozed: false, resolved: false, closed: false, change_seq: 1 };
    expect(await read('endless')).toEqual(open);
    expect(await read('open-with-date')).toEqual(open);
    expect(await read('open-closed')).toEqual(open);
    expect(await read('pending-resolved')).toEqual({ ...open, status: 'pending' });
    expect(await read('resolved-never')).toEqual({ ...open, status: 'resolved', resolved: true });
    expect(await read('closed-never')).toEqual({ ...open, status: 'closed', resolved: true, closed: true });
    expect(await read('closed-by-note')).toEqual({ ...open, status: 'closed', resolved: true, closed: true });
  });

  it('are left alone where they agreed', async () => {
    for (const name of Object.keys(good)) expect(await read(name)).toMatchObject({ status: name, change_seq: 0 });
  });

  it('wake from a snooze without an end, with history and an event, so that their clocks run on', async () => {
    const history = await earlier.query(
      `select e.type, e.data from ticket_events e join tickets t on t.id = e.ticket_id where t.subject = 'endless'`,
    );
    expect(history).toEqual([{ type: 'status', data: { from: 'snoozed', to: 'open' } }]);
    const events = await earlier.query('select type, payload from outbox_events');
    expect(events).toEqual([{ type: 'TicketChanged', payload: { status: 'open' } }]);
  });

  it('cannot come again: the database refuses a snooze without a date', async () => {
    await expect(insert('again', 99, { status: 'snoozed' })).rejects.toThrow('tickets_snoozed_until');
    await expect(insert('again', 99, { status: 'open', resolved_at: past })).rejects.toThrow('tickets_resolved_at');
    await expect(insert('again', 99, { status: 'resolved', resolved_at: past, closed_at: past })).rejects.toThrow(
      'tickets_closed_at',
    );
  });

  it('may be migrated again after it was cut off in the middle', async () => {
    await earlier.query('delete from migrations where name = $1', [repair]);
    await earlier.upgrade();
    expect(await read('snoozed')).toMatchObject({ status: 'snoozed' });
  });
});
