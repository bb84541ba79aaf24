import { z } from 'zod';

/** Kinds of work, each with its own database limits. */
export const workKinds = ['request', 'receive', 'job', 'sweep', 'report', 'migration'] as const;
export type WorkKind = (typeof workKinds)[number];

/** The time limits of a statement and of its wait for a lock, in milliseconds; 0: none. */
export interface WorkLimit {
  statementMs: number;
  lockMs: number;
}
export type WorkLimits = Record<WorkKind, WorkLimit>;

const seconds = (statement: number, lock: number): WorkLimit => ({
  statementMs: statement * 1000,
  lockMs: lock * 1000,
});

/**
 * Requests, received messages and jobs have equal limits, so that a connection need not be set when it changes between
 * them. A migration may run long, but must not wait long for a lock: all other statements would wait behind it.
 */
export const usualLimits: WorkLimits = {
  request: seconds(20, 10),
  receive: seconds(20, 10),
  job: seconds(20, 10),
  sweep: seconds(120, 10),
  report: seconds(60, 10),
  migration: seconds(0, 60),
};

/**
 * How long a transaction may wait for its own process between two statements, in milliseconds. A process that was
 * halted, or whose machine is gone, would otherwise keep its locks, and those who wait for them, for hours.
 */
export const usualIdleMs = 30_000;

const longestMs = 24 * 3_600_000;
const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000 };
const limit = new RegExp(
  String.raw`^(?<kind>${workKinds.join('|')})=(?:0|(?<statement>\d{1,6})(?<unit>ms|s|m))\/(?:0|(?<lock>\d{1,6})(?<lockUnit>ms|s|m))$`,
);

const inWords = ({ statementMs, lockMs }: WorkLimit) => `${statementMs / 1000}s/${lockMs / 1000}s`;
export const usualLimitsInWords = workKinds.map((kind) => `${kind}=${inWords(usualLimits[kind])}`).join(',');

/** Parses limits of some kinds, such as `report=2m/10s,request=5s/1s`; the others keep their defaults. */
export const WorkLimitsSetting = z
  .string()
  .transform((text) => text.split(',').map((entry) => limit.exec(entry.trim())?.groups))
  .refine((entries) => entries.every(Boolean), `must be such as report=2m/10s; kinds are ${workKinds.join(', ')}`)
  .transform((entries): WorkLimits => ({ ...usualLimits, ...Object.fromEntries(entries.map(readLimit)) }))
  .refine(
    (limits) => Object.values(limits).every(({ statementMs, lockMs }) => Math.max(statementMs, lockMs) <= longestMs),
    'must be at most a day',
  );

function readLimit(entry: Record<string, string | undefined> | undefined): [kind: string, limit: WorkLimit] {
  const { kind = '', statement = '0', unit = 's', lock = '0', lockUnit = 's' } = entry ?? {};
  return [kind, { statementMs: Number(statement) * units[unit]!, lockMs: Number(lock) * units[lockUnit]! }];
}
