import type { LoggerService } from '@nestjs/common';
import { BootRefused } from '../config/index.js';
import type { Log } from './log.js';

/** Nest's logger on our log: `NestFactory.create(…, { logger: new NestLog(log) })`. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  /** Drops Nest's own messages: it logs a line for each route at each start. */
  log(message: unknown, ...rest: unknown[]) {
    this.pass('debug', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]) {
    this.pass('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]) {
    this.pass('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]) {
    this.pass('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]) {
    this.pass('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]) {
    const thrown = [message, ...rest].find((part) => part instanceof Error);
    // The program itself prints why it could not start, without a stack.
    if (thrown instanceof BootRefused) return;
    this.target.error(textOf(message), thrown, contextOf(rest));
  }

  private pass(level: 'info' | 'warn' | 'debug' | 'trace' | 'fatal', message: unknown, rest: unknown[]) {
    this.target.write(level, textOf(message), contextOf(rest));
  }
}

function textOf(message: unknown) {
  if (message instanceof Error) return message.name;
  return typeof message === 'string' ? message.slice(0, 1000) : 'A structured message';
}

/** Nest passes the context of a line as its last argument. */
function contextOf(rest: unknown[]) {
  const context = rest.at(-1);
  return typeof context === 'string' && context.length < 100 ? { context } : {};
}
