import pg from 'pg';
import type { DatabaseUrls } from '#libs/platform';
import { ownerRole } from './create-cluster.js';
import type { Installation } from './installation.js';
import { createDatabase, createRole, dataDirectory, whatExists } from './prepare-database.queries.js';

/** Name of the role that the application signs in as. */
export const appRole = 'waypost';
const database = 'waypost';

interface Server {
  port: number;
  socket?: string | undefined;
}

/** Whoever does not know the parameter goes by TCP. */
const url = (role: string, password: string, { port, socket }: Server, name = database) =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${name}${socket ? `?host=${encodeURIComponent(socket)}` : ''}`;

/** The connections of both roles. */
export function urlsOf({ ownerPassword, appPassword, port = 0, socket }: Installation): Required<DatabaseUrls> {
  const server = { port, socket };
  return {
    databaseUrl: url(appRole, appPassword, server),
    databaseMigrationUrl: url(ownerRole, ownerPassword, server),
  };
}

/** Whether our server answers at this port, as the cluster that is ours: throws what the server says otherwise. */
export async function greet({ ownerPassword }: Installation, server: Server, cluster: string): Promise<void> {
  await asOwner(url(ownerRole, ownerPassword, server, 'postgres'), async (client) => {
    const { rows } = await client.query<{ data_directory: string }>(dataDirectory);
    if (rows[0]?.data_directory !== cluster)
      throw new Error(`Another Postgres answers at port ${server.port}: ${rows[0]?.data_directory}`);
  });
}

/** Makes the application's role and the database where they are missing; may be interrupted anywhere and done again. */
export async function prepareDatabase({ ownerPassword, appPassword, port = 0, socket }: Installation): Promise<void> {
  await asOwner(url(ownerRole, ownerPassword, { port, socket }, 'postgres'), async (client) => {
    const { rows } = await client.query<{ role: boolean; base: boolean }>(whatExists, [appRole, database]);
    if (!rows[0]?.role) await client.query(createRole(appRole, client.escapeLiteral(appPassword)));
    if (!rows[0]?.base) await client.query(createDatabase(database));
  });
}

async function asOwner(connectionString: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  // When the server goes down, the query rejects as well; without a listener the event would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
