import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import {
  type Standing,
  nextStanding,
  openingStanding,
  standingAfterContactWrote,
  standingOnOpening,
} from './standing.js';

const then = new Date('2026-05-20T08:00:00Z');
const none = { snoozedUntil: null, resolvedAt: null, closedAt: null };
const standings: Standing[] = [
  { ...none, status: 'open' },
  { ...none, status: 'pending' },
  { ...none, status: 'snoozed', snoozedUntil: then },
  { ...none, status: 'resolved', resolvedAt: then },
];

describe('what a message of the contact does to a status, in SQL', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client(database.ownerUrl);
    await client.connect();
    await client.query('create temp table t (status text, snoozed_until timestamptz, resolved_at timestamptz)');
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it.each(standings)('is what the state machine says of $status', async (before) => {
    for (const asks of [true, false]) {
      await client.query('truncate t');
      await client.query('insert into t values ($1, $2, $3)', [before.status, before.snoozedUntil, before.resolvedAt]);
      await client.query(`update t set ${standingAfterContactWrote('$1')}`, [asks]);
      const { rows } = await client.query(
        'select status, snoozed_until as "snoozedUntil", resolved_at as "resolvedAt" from t',
      );
      const expected = asks ? nextStanding(before, { kind: 'contact-wrote' }, new Date()) : before;
      expect({ ...rows[0], closedAt: null }).toEqual(expected);
    }
  });

  it.each([true, false])('is at the opening of a ticket what the rule says (asks for an answer: %s)', async (asks) => {
    await client.query('truncate t');
    await client.query(`insert into t (status, resolved_at) select ${standingOnOpening('$1::boolean')}`, [asks]);
    const { rows } = await client.query<Standing>('select status, resolved_at as "resolvedAt" from t');
    const now = rows[0]!.resolvedAt ?? then;
    expect({ ...none, ...rows[0] }).toEqual(openingStanding(asks, now));
    expect(rows[0]!.resolvedAt === null).toBe(asks);
  });
});
