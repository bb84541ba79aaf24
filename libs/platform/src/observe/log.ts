import { type DestinationStream, type Level, type LevelWithSilent, type Logger, pino } from 'pino';
import { describeError } from './describe-error.js';

/** What stands beside the message: ids, counts and durations; never texts of people, tokens or passwords. */
export type LogFields = Record<string, unknown>;

/** Names that must never show their value, should they ever be logged. */
const hidden = [
  'password',
  'token',
  'secret',
  'secretKey',
  'accessToken',
  'appSecret',
  'authorization',
  'cookie',
  'text',
  'body',
  'html',
  'email',
  'phone',
];

/** Terminals also obey control characters above ASCII, which JSON leaves as they are. */
const terminalControls = /[\u007f-\u009f\u2028\u2029]/g;

/** Writes one line of JSON an event. Also the token by which Nest injects it. */
export class Log {
  constructor(private readonly pino: Logger) {}

  /** The same log, with fields that every line of it carries. */
  child(fields: LogFields) {
    return new Log(this.pino.child(fields));
  }

  debug(message: string, fields?: LogFields) {
    this.write('debug', message, fields);
  }
  info(message: string, fields?: LogFields) {
    this.write('info', message, fields);
  }
  warn(message: string, fields?: LogFields) {
    this.write('warn', message, fields);
  }

  /** Of the error its name, code, message and stack are kept; statements and parameters are not. */
  error(message: string, error?: unknown, fields?: LogFields) {
    this.write('error', message, { ...fields, ...(error === undefined ? {} : { error: describeError(error) }) });
  }

  write(level: Level, message: string, fields: LogFields = {}) {
    this.pino[level](fields, message);
  }
}

/** The log of a process, on standard output unless told otherwise. */
export function createLog(level: LevelWithSilent, fields: LogFields = {}, destination?: DestinationStream): Log {
  const options = {
    level,
    base: fields,
    redact: { paths: hidden.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: escapeControls },
  };
  return new Log(destination ? pino(options, destination) : pino(options));
}

function escapeControls(line: string) {
  return line.replace(terminalControls, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
