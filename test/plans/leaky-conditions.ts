import type pg from 'pg';
import { fieldOf, isNode, nodesOf, numberOf, readNodeTree, type TreeNode } from './read-node-tree.js';

/** What never leaks of a value. Postgres takes every other kind of expression for leaky, COALESCE among them. */
const safe = new Set([
  ...['VAR', 'CONST', 'PARAM', 'ARRAYEXPR', 'FIELDSELECT', 'BOOLEXPR', 'RELABELTYPE', 'COLLATEEXPR', 'ROWEXPR'],
  ...[
    'CASEEXPR',
    'CASEWHEN',
    'CASETESTEXPR',
    'CASE',
    'WHEN',
    'CASETEST',
    'SQLVALUEFUNCTION',
    'NULLTEST',
    'BOOLEANTEST',
  ],
]);
const [relation, subquery, join] = [0, 1, 2];

interface Catalog {
  functions: Map<number, { name: string; isLeakproof: boolean }>;
  functionOf: Map<number, number>;
  /** Tables with policies, by oid. */
  tables: Map<number, string>;
}

/** Finds conditions that cannot be one of an index under the policies, since they call what is not leakproof. */
export class LeakFinder {
  private constructor(
    private readonly owner: pg.Client,
    private readonly catalog: Catalog,
  ) {}

  static async of(owner: pg.Client): Promise<LeakFinder> {
    const read = async <Row>(sql: string) => (await owner.query<Row & pg.QueryResultRow>(sql)).rows;
    const functions = await read<{ oid: number; name: string; leakproof: boolean }>(
      'select oid, proname as name, proleakproof as leakproof from pg_proc',
    );
    const operators = await read<{ oid: number; code: number }>('select oid, oprcode::oid as code from pg_operator');
    const tables = await read<{ oid: number; name: string }>(
      'select oid, relname as name from pg_class where relrowsecurity',
    );
    return new LeakFinder(owner, {
      functions: new Map(functions.map(({ oid, name, leakproof }) => [oid, { name, isLeakproof: leakproof }])),
      functionOf: new Map(operators.map(({ oid, code }) => [oid, code])),
      tables: new Map(tables.map(({ oid, name }) => [oid, name])),
    });
  }

  /** Each as `table.column: function`, of a statement and all within it. */
  async find(sql: string): Promise<string[]> {
    const found = new Set<string>();
    this.visit(readNodeTree(await this.parse(sql)), [], found);
    return [...found];
  }

  /** The body of a function is stored as it was parsed, before any policy is added. */
  private async parse(sql: string): Promise<string> {
    await this.owner.query(`prepare plans_probe as ${sql}`);
    const { rows: types } = await this.owner.query<{ list: string }>(
      `select array_to_string(parameter_types, ', ') as list from pg_prepared_statements where name = 'plans_probe'`,
    );
    await this.owner.query('deallocate plans_probe');
    await this.owner.query(
      `create function pg_temp.plans_probe(${types[0]!.list}) returns void begin atomic ${sql}\n; end`,
    );
    const { rows } = await this.owner.query<{ body: string }>(
      `select prosqlbody::text as body from pg_proc where oid = 'pg_temp.plans_probe'::regproc`,
    );
    await this.owner.query('drop function pg_temp.plans_probe');
    return rows[0]!.body;
  }

  private visit(node: TreeNode, outer: TreeNode[], found: Set<string>): void {
    const queries = node.type === 'QUERY' ? [...outer, node] : outer;
    const condition = fieldOf(node, 'quals');
    if (isNode(condition)) for (const each of conjuncts(condition)) this.judge(each, queries, found);
    for (const child of node.children) this.visit(child, queries, found);
  }

  /** One function that leaks keeps the whole condition from the index of every column in it. */
  private judge(condition: TreeNode, queries: TreeNode[], found: Set<string>): void {
    const columns = this.columnsIn(condition, queries);
    if (columns.length === 0) return;
    for (const { call, name } of this.leaksIn(condition)) {
      const own = this.columnsIn(call, queries);
      for (const column of own.length ? own : columns) found.add(`${column}: ${name}`);
    }
  }

  private leaksIn(node: TreeNode): { call: TreeNode; name: string }[] {
    // A subquery is not a condition of an index, and is looked at by itself.
    if (node.type === 'SUBLINK') return [fieldOf(node, 'testexpr')].filter(isNode).flatMap((one) => this.leaksIn(one));
    if (node.type === 'VAR' || node.type === 'CONST') return [];
    const below = node.children.flatMap((child) => this.leaksIn(child));
    const name = this.leakOf(node);
    return name && hasColumn(node) ? [{ call: node, name }, ...below] : below;
  }

  private leakOf(node: TreeNode): string | null {
    const called = calledBy(node, this.catalog.functionOf);
    if (!called) return safe.has(node.type) ? null : node.type.toLowerCase();
    const leaky = called.map((oid) => this.catalog.functions.get(oid)).find((one) => !one?.isLeakproof);
    return leaky ? leaky.name : null;
  }

  private columnsIn(node: TreeNode, queries: TreeNode[]): string[] {
    if (node.type === 'QUERY') return [];
    const own = node.type === 'VAR' ? this.columnOf(node, queries) : [];
    return [...new Set([...own, ...node.children.flatMap((child) => this.columnsIn(child, queries))])];
  }

  /** The column of a table with policies that a variable stands for, through subqueries that are merged. */
  private columnOf(variable: TreeNode, queries: TreeNode[]): string[] {
    const level = queries.length - 1 - numberOf(variable, 'varlevelsup');
    const query = queries[level];
    const entry = query && nodesOf(query, 'rtable')[numberOf(variable, 'varno') - 1];
    if (!entry) return [];
    const place = numberOf(variable, 'varattno') - 1;
    const kind = numberOf(entry, 'rtekind');
    const within = queries.slice(0, level + 1);
    if (kind === join) return this.columnsOfNode(nodesOf(entry, 'joinaliasvars')[place], within);
    if (kind === subquery) {
      const inner = fieldOf(entry, 'subquery') as TreeNode;
      return this.columnsOfNode(nodesOf(inner, 'targetList')[place], [...within, inner]);
    }
    const table = kind === relation ? this.catalog.tables.get(numberOf(entry, 'relid')) : undefined;
    return table ? [`${table}.${columnName(entry, place)}`] : [];
  }

  private columnsOfNode(node: TreeNode | undefined, queries: TreeNode[]): string[] {
    return node ? this.columnsIn(node, queries) : [];
  }
}

function conjuncts(condition: TreeNode): TreeNode[] {
  const isAnd = condition.type === 'BOOLEXPR' && fieldOf(condition, 'boolop') === 'and';
  return isAnd ? nodesOf(condition, 'args').flatMap(conjuncts) : [condition];
}

function hasColumn(node: TreeNode): boolean {
  return node.type === 'VAR' || (node.type !== 'QUERY' && node.children.some(hasColumn));
}

/** The functions that a node calls; null for one that is no call. */
function calledBy(node: TreeNode, functionOf: Map<number, number>): number[] | null {
  if (node.type === 'FUNCEXPR') return [numberOf(node, 'funcid')];
  const operators = [node.fields.get('opno'), node.fields.get('opnos')].flat(2).map(Number).filter(Boolean);
  return operators.length ? operators.map((operator) => functionOf.get(operator)!) : null;
}

function columnName(entry: TreeNode, place: number): string {
  const names = fieldOf(fieldOf(entry, 'eref') as TreeNode, 'colnames');
  return Array.isArray(names) ? String(names[place]).replaceAll('"', '') : '?';
}
