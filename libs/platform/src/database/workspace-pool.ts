import pg from 'pg';
import { isWithinTransaction, pipelining } from './driver-internals.js';
import { PreparingClient } from './preparing-client.js';
import { currentWorkspaceId } from './workspace-context.js';

type Client = pg.PoolClient;
type ConnectCallback = (
  error: Error | undefined,
  client: Client | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/** Takes further statements before it has answered the earlier ones: see Transaction. */
class PipeliningClient extends PreparingClient {
  constructor(config?: pg.ClientConfig) {
    super(pipelining(config));
  }
}

/**
 * A pg pool whose connections belong to the workspace in context. The setting is sent at checkout, and only when it
 * differs from what the server last confirmed on that connection.
 */
export class WorkspacePool extends pg.Pool {
  private readonly confirmed = new WeakMap<Client, string>();

  constructor(options: pg.PoolConfig) {
    super({ ...options, Client: PipeliningClient });
  }

  override connect(): Promise<Client>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<Client> | void {
    const client = this.checkOut(currentWorkspaceId() ?? '');
    if (!callback) return client;
    client.then(
      (ready) => callback(undefined, ready, (error) => ready.release(error)),
      (error: Error) => callback(error, undefined, () => undefined),
    );
  }

  private async checkOut(workspaceId: string): Promise<Client> {
    const client = await this.cleanOne();
    if ((this.confirmed.get(client) ?? '') === workspaceId) return client;
    try {
      await client.query('select set_config($1, $2, false)', ['waypost.workspace_id', workspaceId]);
    } catch (error) {
      // Nobody knows which workspace the connection is in now, so it goes.
      client.release(error as Error);
      throw error;
    }
    this.confirmed.set(client, workspaceId);
    return client;
  }

  /** One that somebody gave back within a transaction serves nobody any more. */
  private async cleanOne(): Promise<Client> {
    for (;;) {
      const client = await super.connect();
      if (!isWithinTransaction(client)) return client;
      client.release(true);
    }
  }
}
