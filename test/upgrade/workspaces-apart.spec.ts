import { newId } from '#libs/platform';
import { EarlierVersion } from './support/earlier-version.js';

const before = 'SearchByTicketAndContact20261130101000';

/** The owner is a superuser here, as in docker-compose.yml: no policy keeps a migration to one workspace. */
describe('an upgrade of several workspaces by a superuser', () => {
  let earlier: EarlierVersion;
  const shops = [newId(), newId()];

  beforeAll(async () => {
    earlier = await EarlierVersion.install(before, { bySuperuser: true });
    for (const shop of shops) await leaveBehind(shop);
    await earlier.upgrade();
  });
  afterAll(() => earlier?.close());

  /** A message that failed, an answer that is unread, and a notice that is due, whose order is of no matter here. */
  async function leaveBehind(shop: string) {
    const [channel, contact, ticket, failed, unread] = [newId(), newId(), newId(), newId(), newId()];
    const put = (columns: string, ...values: unknown[]) =>
      earlier.query(`insert into ${columns} values (${values.map((_, index) => `$${index + 1}`).join(', ')})`, values);
    await earlier.query(`select set_config('waypost.workspace_id', $1, false)`, [shop]);
    await put('workspaces (id, name)', shop, 'Shop');
    await put('channels (id, type, name)', channel, 'email', 'Mail');
    await put('contacts (id)', contact);
    const withTicket = 'id, number, subject, channel_id, channel_type, contact_id, recipient_kind, recipient_value';
    const values = [ticket, 1, 'A matter', channel, 'email', contact, 'email', 'a@b.example'];
    await put(`tickets (${withTicket}, reply_token)`, ...values, newId());
    const ofOutbound = 'ticket_id, channel_id, channel_type, change_seq, direction, visibility, author_kind';
    const message = `messages (id, seq, delivery_status, ${ofOutbound})`;
    const outbound = [ticket, channel, 'email', 1, 'outbound', 'public', 'agent'];
    await put(message, failed, 1, 'failed', ...outbound);
    await put(message, unread, 2, 'sent', ...outbound);
    await put('unread_answers (message_id, ticket_id, seq, due_at)', unread, ticket, 2, new Date());
    await earlier.query('set session_replication_role = replica');
    await put('contact_notices (id, order_id, kind, about, reply_token)', newId(), newId(), 'shipped', '', newId());
    await earlier.query('set session_replication_role = default');
  }

  it('gives each its own dispatches and no other', async () => {
    const rows = await earlier.query<{ shop: string; owners: string[] }>(
      'select workspace_id as shop, array_agg(owner order by owner) as owners from dispatches group by 1',
    );
    const owners = ['message', 'order-notice', 'unread-answers'];
    expect(rows).toHaveLength(shops.length);
    expect(rows).toEqual(expect.arrayContaining(shops.map((shop) => ({ shop, owners }))));
  });
});
