import pg from 'pg';
import { createTestDatabase } from './test-database.js';

describe('a test database', () => {
  it('is migrated, is one of its own, and shows nothing to the application without a workspace', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    expect(one.name).not.toBe(other.name);
    const client = new pg.Client({ connectionString: one.appUrl });
    await client.connect();
    await expect(client.query('select count(*)::int as n from tickets')).resolves.toMatchObject({ rows: [{ n: 0 }] });
    await client.end();
    await Promise.all([one.drop(), other.drop()]);
  });
});
