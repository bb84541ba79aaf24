// Writes down each statement and where it was asked for, when the run of all tests wants to judge them in the end (see
// test/statements). One file a process, one line the first time that a text comes from a place.
import { appendFileSync, mkdirSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

/**
 * A text that has come so often in one file of tests is looked at only now and then: a place that asks for it has been
 * seen by now. Counted for each file, because one that sends a text a thousand times says nothing of another's places.
 */
const alwaysUpTo = 5_000;
const thenEvery = 8;
const database = /\/libs\/platform\/src\/database\/(?!.*\.spec\.ts)/;

/** A recorder that writes into a folder what places in these files send. */
export function createRecorder(folder, files = /\/(libs|apps)\/.*(?<!\.spec)\.ts$/) {
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${process.pid}-${randomUUID()}.jsonl`;
  const uses = new Map();
  const known = new Set();
  const record = (sql) => {
    const count = (uses.get(sql) ?? 0) + 1;
    uses.set(sql, count);
    if (count > alwaysUpTo && count % thenEvery) return;
    const site = callSite(files);
    if (!site || known.has(`${site} ${sql}`)) return;
    known.add(`${site} ${sql}`);
    appendFileSync(file, `${JSON.stringify({ site, sql })}\n`);
  };
  return Object.assign(record, { beginFile: () => uses.clear() });
}

/**
 * The place that called the database's code, in the code as it runs: file, line and column. Null where a test called.
 */
function callSite(files) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, frames) => frames;
  Error.stackTraceLimit = 8;
  const { stack } = new Error();
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  const frame = stack.slice(2).find((each) => !database.test(each.getFileName() ?? ''));
  const file = frame?.getFileName()?.replace(/^file:\/\//, '');
  return file && files.test(file) ? `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}` : null;
}

const { WAYPOST_RECORD_STATEMENTS: folder } = process.env;
if (folder) {
  // Files of tests that share their modules share the first recorder: the product has it in its hands.
  globalThis.waypostStatementRecorder ??= createRecorder(folder);
  globalThis.waypostStatementRecorder.beginFile();
}
