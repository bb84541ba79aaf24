import { type DestinationStream, type Level, type LevelWithSilent, type Logger, pino } from 'pino';

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

const longest = 500;

/**
 * The parts of an error that may be logged: name, code, message and stack. Drivers attach statements, parameters and
 * rows, which contain what people wrote.
 */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error, message: cut(String(error)) };
  const { code } = error as NodeJS.ErrnoException;
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: cut(error.message),
    stack: frames(error.stack),
  };
}

/** The frames of the stack, without the message that it repeats. */
function frames(stack = '') {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}

function cut(text: string) {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/**
 * Logs a rejection that no code handles, instead of ending the process: it is a bug, but must not stop all other work.
 */
export function logStrayRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => log.error('a failure that nobody handled', reason));
}

/**
 * Logs uncaught exceptions instead of ending the process: each is a bug, but the work that it belonged to runs into its
 * time limit, and all that must last is in the database. Call it after the boot, in which an exception must end the
 * process.
 */
export function outliveExceptions(log: Log): void {
  process.on('uncaughtException', (error) => log.error('an exception that nobody caught', error));
}
