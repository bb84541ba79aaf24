import pg from 'pg';

/** A node of a plan as EXPLAIN writes it, as far as it is read here. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

/** A statement as it ran: one that was sent, or one within a function or a trigger. */
export interface RunStatement {
  'Query Text': string;
  'Query Parameters'?: string;
  Plan: PlanNode;
}

export const planModes = ['force_custom_plan', 'force_generic_plan'] as const;
export type PlanMode = (typeof planModes)[number];

/** Has Postgres send the plan of every statement as a notice, after it ran. Only a superuser may set it. */
const reporting = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': 'notice',
};

type Method = (this: pg.Client, ...args: unknown[]) => unknown;
const driver = pg.Client.prototype as unknown as { connect: Method; query: Method };
const nameOf = (client: pg.Client) =>
  (client as unknown as { connectionParameters: { application_name?: string } }).connectionParameters.application_name;

/**
 * Looks at all that this process runs on one database: at the plans, of what runs within functions as well, with the
 * values and by the connections of the application.
 */
export class PlanWatch {
  /** What the application's own role sent in a workspace; the role that sees across workspaces has no policies. */
  readonly sentUnderPolicies = new Set<string>();
  private readonly clients = new Set<pg.Client>();

  private constructor(
    private readonly owner: pg.Client,
    private readonly database: string,
    private readonly onRun: (run: RunStatement) => void,
  ) {}

  /** Begins with connections that are opened from now on. */
  static async begin(owner: pg.Client, onRun: (run: RunStatement) => void): Promise<PlanWatch> {
    // Here it fails by its name; set for the database, it would fail each connection.
    await owner.query(`load 'auto_explain'`);
    const watch = new PlanWatch(owner, owner.database!, onRun);
    for (const [name, value] of Object.entries(reporting)) await watch.set(name, value);
    watch.hookDriver();
    return watch;
  }

  /** Has all connections plan so from now on, however often a statement comes. */
  async planBy(mode: PlanMode): Promise<void> {
    await this.set('plan_cache_mode', mode);
    await Promise.all([...this.clients].map((client) => client.query(`set plan_cache_mode = '${mode}'`)));
  }

  private set(name: string, value: string) {
    return this.owner.query(`alter database ${this.database} set ${name} = '${value}'`);
  }

  private hookDriver() {
    const { connect, query } = driver;
    const watch = (client: pg.Client) => this.watch(client);
    const note = (client: pg.Client, sql: unknown) => this.note(client, sql);
    driver.connect = function (...args) {
      watch(this);
      return connect.apply(this, args);
    };
    driver.query = function (...args) {
      note(this, args[0]);
      return query.apply(this, args);
    };
    this.end = () => void Object.assign(driver, { connect, query });
  }

  /** Gives the driver back as it was. */
  end: () => void = () => undefined;

  private watch(client: pg.Client) {
    // What the test itself asks behind the policies is none of the application's.
    if (client.database !== this.database || client.user === this.owner.user) return;
    this.clients.add(client);
    client.on('end', () => this.clients.delete(client));
    client.on('notice', ({ message }) => {
      const json = /^duration: [\d.]+ ms {2}plan:\n(\{[^]*\})$/.exec(message ?? '')?.[1];
      if (json) this.onRun(JSON.parse(json) as RunStatement);
    });
  }

  private note(client: pg.Client, sql: unknown) {
    if (client.database !== this.database || nameOf(client) !== 'waypost') return;
    const text = typeof sql === 'string' ? sql : (sql as { text?: string }).text;
    if (text) this.sentUnderPolicies.add(text);
  }
}
