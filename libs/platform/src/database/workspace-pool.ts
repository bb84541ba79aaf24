import pg from 'pg';
import type { WorkLimit, WorkLimits } from '../config/work-limits.js';
import { isWithinTransaction, pipelining } from './driver-internals.js';
import { PreparingClient } from './preparing-client.js';
import { currentWork, currentWorkspaceId } from './workspace-context.js';

type Client = pg.PoolClient;
type ConnectCallback = (
  error: Error | undefined,
  client: Client | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/** The workspace and limits that were set on a connection. */
interface Settings extends WorkLimit {
  workspaceId: string;
}
type WorkspacePoolOptions = pg.PoolConfig & { workLimits: WorkLimits };

const asConnected: Settings = { workspaceId: '', statementMs: 0, lockMs: 0 };
const setLimits = `select set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, false)`;
const setAll = `
  select set_config('waypost.workspace_id', $1, false), set_config('statement_timeout', $2, false), set_config('lock_timeout', $3, false)`;

/** A pipelined connection; see Transaction. */
class PipeliningClient extends PreparingClient {
  constructor(config?: pg.ClientConfig) {
    super(pipelining(config));
  }
}

/**
 * A pg pool whose connections belong to the workspace in context and have the limits of the kind of work in context.
 * Both are sent at checkout, and only when they differ from what the server last confirmed on that connection.
 */
export class WorkspacePool extends pg.Pool {
  private readonly confirmed = new WeakMap<Client, Settings>();
  private readonly limits: WorkLimits;

  constructor({ workLimits, ...options }: WorkspacePoolOptions) {
    super({ ...options, Client: PipeliningClient });
    this.limits = workLimits;
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
    const wanted = { workspaceId, ...this.limits[currentWork()] };
    const known = this.confirmed.get(client) ?? asConnected;
    if (known.workspaceId === workspaceId) this.limit(client, known, wanted);
    else await this.set(client, wanted);
    return client;
  }

  /** Pipelined ahead of the next statement without waiting: a limit that could not be set exposes no rows. */
  private limit(client: Client, known: Settings, wanted: Settings) {
    if (known.statementMs === wanted.statementMs && known.lockMs === wanted.lockMs) return;
    const unset = { ...wanted, statementMs: NaN };
    // Forget only the limits. Without the known workspace, work without one would keep that of the connection.
    client.query(setLimits, [wanted.statementMs, wanted.lockMs]).catch(() => this.confirmed.set(client, unset));
    this.confirmed.set(client, wanted);
  }

  private async set(client: Client, wanted: Settings) {
    try {
      await client.query(setAll, [wanted.workspaceId, wanted.statementMs, wanted.lockMs]);
    } catch (error) {
      // The connection's workspace is unknown now, so destroy it.
      client.release(error as Error);
      throw error;
    }
    this.confirmed.set(client, wanted);
  }

  /** Checks out a connection, and destroys those that were released within a transaction. */
  private async cleanOne(): Promise<Client> {
    for (;;) {
      const client = await super.connect();
      if (!isWithinTransaction(client)) return client;
      client.release(true);
    }
  }
}
