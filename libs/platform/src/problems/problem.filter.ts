import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';
import type { ProblemType } from '#libs/contracts';
import { TakesTooLong, isForeignKeyViolation, isUnavailable } from '../database/database-errors.js';
import { JobsUnavailable } from '../jobs/job-errors.js';
import { StorageUnavailable } from '../storage/storage.js';
import { Problem } from './problem.js';

type Report = (error: unknown) => void;

const ofStatus: Record<number, ProblemType> = {
  400: 'invalid-request',
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Turns any thrown error into a problem. An unexpected one is logged and answered without details. */
export function toProblem(error: unknown, report: Report): Problem {
  if (error instanceof Problem) return error;
  const status = error instanceof HttpException ? error.getStatus() : ((error as { status?: number })?.status ?? 0);
  const known = ofStatus[status];
  if (known) return new Problem(known);
  if (error instanceof StorageUnavailable) {
    report(error);
    return new Problem('unavailable', { detail: 'Files cannot be stored or read right now', retryAfterSeconds: 5 });
  }
  if (error instanceof TakesTooLong) {
    report(error);
    return error.isLock ? new Problem('unavailable', { retryAfterSeconds: 2 }) : new Problem('takes-too-long');
  }
  if (isUnavailable(error) || error instanceof JobsUnavailable)
    return new Problem('unavailable', { retryAfterSeconds: 2 });
  if (isForeignKeyViolation(error)) return new Problem('invalid-request', 'It refers to something that does not exist');
  report(error);
  return new Problem('internal');
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly report: Report) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') return;
    const response = host.switchToHttp().getResponse<Response>();
    writeProblem(response, toProblem(error, this.report));
  }
}

/** Sends a problem as the answer, unless an answer has already begun. */
export function writeProblem(response: Response, problem: Problem): void {
  if (response.headersSent) return void response.destroy();
  if (problem.retryAfterSeconds) response.setHeader('Retry-After', String(problem.retryAfterSeconds));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem.body));
}
