import { type DestinationStream, type Level, type LevelWithSilent, type Logger, pino } from 'pino';
import { describeError } from './describe-error.js';

/** The fields of a log line: ids, counts and durations; never texts of people, tokens or passwords. */
export type LogFields = Record<string, unknown>;

/** Fields whose values are redacted. */
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

/** C1 control characters: terminals obey them, and JSON does not escape them. */
const terminalControls = /[\u007f-\u009f\u2028\u2029]/g;

/** Writes one line of JSON per call. Also its Nest token. */
export class Log {
  constructor(private readonly pino: Logger) {}

  /** A log that adds these fields to each line. */
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

  /** Logs name, code, message and stack of the error, but no statements or parameters. */
  error(message: string, error?: unknown, fields?: LogFields) {
    this.write('error', message, { ...fields, ...(error === undefined ? {} : { error: describeError(error) }) });
  }

  write(level: Level, message: string, fields: LogFields = {}) {
    this.pino[level](fields, message);
  }
}

/** The log of a process, by default on standard output. */
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
