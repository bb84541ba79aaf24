import pg from 'pg';
import { createTestDatabase } from '../../../test/support/test-database.js';
import { phoneFormsSql } from './named-orders.queries.js';

it('the buyer of an order is known by either form of a mobile number', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  const formsOf = async (phone: string): Promise<string[]> => {
    const { rows } = await client.query(`select distinct unnest(${phoneFormsSql('$1::text')}) form order by form`, [
      phone,
    ]);
    return rows.map(({ form }) => form);
  };
  try {
    for (const pair of [
      ['+551187654321', '+5511987654321'],
      ['+5215512345678', '+525512345678'],
      ['+541160001234', '+5491160001234'],
    ])
      for (const phone of pair) expect(await formsOf(phone)).toEqual(pair);
    expect(await formsOf('+4915112345678')).toEqual(['+4915112345678']);
  } finally {
    await client.end();
    await database.drop();
  }
});
