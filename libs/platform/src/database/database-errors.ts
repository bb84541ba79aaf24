import { StorageUnavailable } from '../storage/storage.js';
import { TakesTooLong } from './takes-too-long.js';

/** Deadlock, serialization failure, and what was prepared before the tables changed. */
const retryable = new Set(['40001', '40P01', '0A000', '26000']);
const connectionCodes = new Set([
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
/** Of a disk that holds the files: full, failing, or out of handles. */
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

/** The whole transaction may be tried again. */
export const isRetryable = (error: unknown): boolean => retryable.has(codeOf(error) ?? '');

/** The database, or the storage of files, is away, full, read-only or too busy: the caller is to come again. */
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

/** A reference to something that is not there. */
export const isForeignKeyViolation = (error: unknown): boolean => codeOf(error) === '23503';
