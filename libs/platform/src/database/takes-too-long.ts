import type { WorkKind } from '../config/work-limits.js';
import { currentWork } from './work-context.js';

const reasons = new Map([
  ['57014', 'A statement took too long'],
  ['55P03', 'A statement waited too long for a lock'],
]);

/**
 * A time limit of the kind of work cancelled a statement. The message names the kind, never the statement or its
 * values.
 */
export class TakesTooLong extends Error {
  constructor(
    readonly kind: WorkKind,
    /** SQLSTATE: statement cancelled, or lock not available. */
    readonly code: string,
  ) {
    super(`${reasons.get(code) ?? 'A statement was broken off'} (kind of work: ${kind})`);
    this.name = 'TakesTooLong';
  }

  /** Whether it waited for a lock, so that a retry may soon succeed. */
  get isLock(): boolean {
    return this.code === '55P03';
  }
}

/** Turns the driver's error for an exceeded limit into TakesTooLong; returns any other error unchanged. */
export function namingLimits(error: unknown, kind: WorkKind = currentWork()): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && reasons.has(code) && !(error instanceof TakesTooLong)
    ? new TakesTooLong(kind, code)
    : error;
}
