import { type Tx, firstRow } from '#libs/platform';

/** Whether this is an active agent of the workspace. */
export const isActiveAgent = async (tx: Tx, id: string): Promise<boolean> =>
  (await firstRow(tx, `select 1 from agents where id = $1 and state = 'active'`, [id])) !== null;

/** Whether this is a team of the workspace. */
export const isTeam = async (tx: Tx, id: string): Promise<boolean> =>
  (await firstRow(tx, 'select 1 from teams where id = $1', [id])) !== null;
