import type { WorkKind } from '../config/work-limits.js';
import { currentWork } from './work-context.js';

const reasons = new Map([
  ['57014', 'A statement took too long'],
  ['55P03', 'A statement waited too long for a lock'],
]);

/** The database broke a statement off for its kind of work. Says which kind, and nothing of the statement or its values. */
export class TakesTooLong extends Error {
  constructor(
    readonly kind: WorkKind,
    /** Postgres' code: of a cancelled statement, or of a lock that was not got. */
    readonly code: string,
  ) {
    super(`${reasons.get(code) ?? 'A statement was broken off'} (kind of work: ${kind})`);
    this.name = 'TakesTooLong';
  }

  /** Somebody else holds what it waited for: it may well work in a moment. */
  get isLock(): boolean {
    return this.code === '55P03';
  }
}

/** What the driver throws when a limit strikes, as an error of ours; everything else as it is. */
export function namingLimits(error: unknown, kind: WorkKind = currentWork()): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && reasons.has(code) && !(error instanceof TakesTooLong)
    ? new TakesTooLong(kind, code)
    : error;
}
