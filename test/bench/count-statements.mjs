// Counts the statements that a process sends to Postgres, for a bench that reads the file named by BENCH_STATEMENTS.
import { writeFileSync } from 'node:fs';
import pg from 'pg';

let count = 0;
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (...parameters) {
  count++;
  return query.apply(this, parameters);
};
setInterval(() => writeFileSync(process.env.BENCH_STATEMENTS, String(count)), 100).unref();
