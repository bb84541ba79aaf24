import type { WorkKind } from '../config/work-limits.js';
import { StorageUnavailable } from '../storage/storage.js';
import { currentWork } from './workspace-context.js';

/** Deadlock, serialization failure, and statements prepared before a migration changed their tables. */
const retryable = new Set(['40001', '40P01', '0A000', '26000']);
const connectionCodes = new Set([
  '25P03',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25006',
  '53100',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
]);
/** Errors of the file storage's disk: full, failing, or out of handles. */
const diskCodes = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE']);
const connectionMessages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|pool is (draining|ended)|after calling end on the pool|Driver not Connected/i;

interface Coded {
  code?: string;
  message?: string;
  constraint?: string;
  driverError?: Coded;
}

const codeOf = (error: unknown): string | undefined => (error as Coded)?.code ?? (error as Coded)?.driverError?.code;

/** Whether the whole transaction may be retried. */
export const isRetryable = (error: unknown): boolean => retryable.has(codeOf(error) ?? '');

/**
 * Whether the database or the file storage is unreachable, full, read-only or too busy, so that the caller should
 * retry.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof StorageUnavailable || error instanceof TakesTooLong) return true;
  const code = codeOf(error) ?? '';
  return (
    connectionCodes.has(code) ||
    diskCodes.has(code) ||
    code.startsWith('08') ||
    connectionMessages.test((error as Coded)?.message ?? '')
  );
}

/** Name of the unique constraint that was hit, or null. */
export function uniqueViolation(error: unknown): string | null {
  if (codeOf(error) !== '23505') return null;
  return (error as Coded).constraint ?? (error as Coded).driverError?.constraint ?? '';
}

/** Whether a row refers to one that does not exist. */
export const isForeignKeyViolation = (error: unknown): boolean => codeOf(error) === '23503';

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
