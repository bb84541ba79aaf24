import type { Tx } from '#libs/platform';

const batch = 500;

/** Inserts rows, many per statement. The keys are column names, the same in all rows. */
export async function insertRows<Row extends object>(tx: Tx, table: string, rows: Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  for (let from = 0; from < rows.length; from += batch) {
    const part = JSON.stringify(rows.slice(from, from + batch));
    await tx.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [part],
    );
  }
}

/** Renames a value's fields to the names of their columns. */
export const columnsOf = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      field as unknown,
    ]),
  );
