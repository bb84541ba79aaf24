import type { QueryRunner } from 'typeorm';

/**
 * Builds indexes of a table anew, beside reads and writes, in the place of those of the same names. What a run that was
 * cut off has finished is not built again. Outside of a transaction.
 * @param wanted what follows the table's name in CREATE INDEX, by the names of the indexes
 */
export async function swapIndexes(db: QueryRunner, table: string, wanted: Record<string, string>): Promise<void> {
  // Building waits for every older transaction, such as that of a dump, and holds nothing up meanwhile.
  await db.query('SET lock_timeout = 0');
  for (const [name, what] of Object.entries(wanted)) {
    const anew = `${name}_anew`;
    if (!(await isFinished(db, anew))) {
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${anew}`);
      await db.query(`CREATE INDEX CONCURRENTLY ${anew} ON ${table} ${what}`);
    }
    await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    await db.query(`ALTER INDEX ${anew} RENAME TO ${name}`);
  }
  await db.query('RESET lock_timeout');
}

/** One that was cut off while it was built is there, and is not used. */
async function isFinished(db: QueryRunner, name: string): Promise<boolean> {
  const found = (await db.query('SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)', [
    name,
  ])) as { valid: boolean }[];
  return found[0]?.valid === true;
}
