import type { PlanMode, PlanNode, RunStatement } from './watch-plans.js';

/** Rows of a table that one statement may read: a list goes through 5,000 tickets, and reads some once more. */
const mostRows = 8_000;
/** Pages of 8 KB that one statement may touch, counted each time that it does. A row by its key costs four. */
const mostPages = 25_000;
/** A table of at least so many rows is large, and no statement may read half of one. */
const large = 4_000;

/** A statement that may read more, with the reason. One that none needs any more is a fault. */
export interface Exception {
  /** Words of the statement that no other has, with single blanks. */
  statement: RegExp;
  /** Of which table it may read all rows. */
  table: string;
  reason: string;
}

/** The most that a statement has read in one run. */
interface Reading {
  mode: PlanMode;
  during: string;
  run: Pick<RunStatement, 'Query Text' | 'Query Parameters'>;
  rows: Map<string, number>;
  pages: number;
}

/**
 * How many rows of each table a plan has read: those that it gave and those that it threw away, by each node that reads
 * a table or an index. Of a bitmap what its indexes gave counts, where that is more than what was then read of the
 * table.
 */
export function rowsRead(plan: PlanNode, tableOf: Map<string, string>): Map<string, number> {
  const [tables, bitmaps] = [new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, name: string, count: number) => to.set(name, (to.get(name) ?? 0) + count);
  const visit = (node: PlanNode): void => {
    const thrownAway = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
    const count = (node['Actual Rows'] + thrownAway) * node['Actual Loops'];
    const { 'Relation Name': table, 'Index Name': index } = node;
    // A node that writes gives what it has written, which another has read.
    if (table && node['Node Type'] !== 'ModifyTable') add(tables, table, count);
    else if (index && tableOf.has(index)) add(bitmaps, tableOf.get(index)!, count);
    node.Plans?.forEach(visit);
  };
  visit(plan);
  for (const [table, count] of bitmaps) tables.set(table, Math.max(count, tables.get(table) ?? 0));
  return tables;
}

/** Keeps what each statement has read at most, and finds those that read too much. */
export class PlanJudge {
  private readonly readings = new Map<string, Reading>();
  private tableOf = new Map<string, string>();
  /** The most rows of each large table that a statement may read. */
  private bounds = new Map<string, number>();
  mode: PlanMode = 'force_custom_plan';
  during = '';

  /** Begins anew, with the tables as they are now. */
  begin(tables: { table: string; rows: number; indexes: string[] }[]): void {
    this.readings.clear();
    this.tableOf = new Map(tables.flatMap(({ table, indexes }) => indexes.map((index) => [index, table])));
    const largeOnes = tables.filter(({ rows }) => rows >= large);
    this.bounds = new Map(largeOnes.map(({ table, rows }) => [table, Math.min(mostRows, rows / 2)]));
  }

  add({ Plan: plan, ...run }: RunStatement): void {
    const key = `${this.mode} ${run['Query Text']}`;
    const known = this.readings.get(key);
    const pages = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    const reading = known ?? { mode: this.mode, during: this.during, run, rows: new Map<string, number>(), pages };
    reading.pages = Math.max(pages, reading.pages);
    for (const [table, count] of rowsRead(plan, this.tableOf)) {
      if (count <= (reading.rows.get(table) ?? 0)) continue;
      reading.rows.set(table, count);
      if (this.isExcess(table, count)) Object.assign(reading, { run, during: this.during });
    }
    this.readings.set(key, reading);
  }

  /** A line for each statement that read too much, and for each exception without use. */
  faults(exceptions: Exception[]): string[] {
    const used = new Set<Exception>();
    const faults = [...this.readings.values()].flatMap((reading) => [
      ...this.excesses(reading).flatMap(([table, count]) => {
        const exception = exceptions.find((each) => each.table === table && each.statement.test(textOf(reading)));
        if (exception) used.add(exception);
        return exception ? [] : [`${count} rows of ${table}: ${described(reading)}`];
      }),
      ...(reading.pages > mostPages ? [`${reading.pages} pages: ${described(reading)}`] : []),
    ]);
    const idle = exceptions.filter((exception) => !used.has(exception));
    return [...faults, ...idle.map(({ statement, table }) => `needs no exception for ${table}: ${statement.source}`)];
  }

  private excesses({ rows }: Reading): [table: string, count: number][] {
    return [...rows].filter(([table, count]) => this.isExcess(table, count));
  }

  private isExcess(table: string, count: number): boolean {
    return count > (this.bounds.get(table) ?? Infinity);
  }
}

const textOf = ({ run }: Reading) => run['Query Text'].replaceAll(/\s+/g, ' ').trim();

function described(reading: Reading): string {
  const { mode, during, run } = reading;
  return `${mode}, ${during}: ${textOf(reading).slice(0, 700)} [${run['Query Parameters']?.slice(0, 300) ?? ''}]`;
}
