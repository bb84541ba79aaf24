import { Controller, Injectable, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  type DeadLetter,
  type InputOf,
  getRawDeadLetter,
  listDeadLetters,
  retryDeadLetter,
  updateDeadLetter,
} from '#libs/contracts';
import { Database, type DeadLetterRow, DeadLetters, Endpoint, Input, Problem, idPage } from '#libs/platform';
import { type AgentContext, CurrentAgent } from './agent-context.js';
import { audit } from './audit.js';
import { CountsTrouble } from './count-trouble.js';

/** Lets admins attend to dead letters. What they do is on record. */
@Injectable()
@CountsTrouble({ kind: 'dead-letters' })
export class ManageDeadLetters implements CountsTrouble {
  constructor(
    private readonly database: Database,
    private readonly letters: DeadLetters,
  ) {}

  countTrouble(): Promise<number> {
    return this.letters.count();
  }

  async list(dismissed: boolean, beforeId: string | undefined, limit: number): Promise<DeadLetter[]> {
    return (await this.letters.list(dismissed, beforeId, limit)).map(describe);
  }

  raw(id: string): Promise<Buffer> {
    return this.letters.raw(id);
  }

  dismiss(admin: AgentContext, id: string, dismissed: boolean): Promise<DeadLetter> {
    return this.database.transaction(async (tx) => {
      const letter = describe(await this.letters.dismiss(tx, id, dismissed));
      const action = dismissed ? 'dismiss-dead-letter' : 'reopen-dead-letter';
      await audit(tx, admin, { action, targetKind: 'dead-letter', targetId: id, data: { source: letter.source } });
      return letter;
    });
  }

  /** Returns the letter when it could not be handled again. */
  async retry(admin: AgentContext, id: string): Promise<DeadLetter | null> {
    const { source } = await this.letters.get(id);
    const handled = await this.letters.retry(id);
    await this.database.transaction((tx) =>
      audit(tx, admin, {
        action: 'retry-dead-letter',
        targetKind: 'dead-letter',
        targetId: id,
        data: { source, handled },
      }),
    );
    if (handled) return null;
    return this.letters.get(id).then(describe, nullIfGone);
  }
}

/** Another admin may have ended it meanwhile. */
function nullIfGone(error: unknown): null {
  if (error instanceof Problem && error.type === 'not-found') return null;
  throw error;
}

function describe({ eventType, subscriber, ticketId, triedAt, dismissedAt, at, ...letter }: DeadLetterRow): DeadLetter {
  return {
    ...letter,
    event: eventType ? { type: eventType, subscriber, ticketId } : null,
    at: at.toISOString(),
    triedAt: triedAt?.toISOString() ?? null,
    dismissedAt: dismissedAt?.toISOString() ?? null,
  };
}

@Controller()
export class DeadLettersController {
  constructor(private readonly letters: ManageDeadLetters) {}

  @Endpoint(listDeadLetters)
  list(@Input() { query }: InputOf<typeof listDeadLetters>) {
    return idPage(query, (beforeId, limit) => this.letters.list(query.dismissed === 'true', beforeId, limit));
  }

  /** Never shown as a page: it is what a stranger sent. */
  @Endpoint(getRawDeadLetter)
  async raw(@Input() { params }: InputOf<typeof getRawDeadLetter>, @Res() response: Response): Promise<void> {
    const raw = await this.letters.raw(params.deadLetterId);
    response.set({
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment; filename="delivery.txt"',
      'X-Content-Type-Options': 'nosniff',
    });
    response.send(raw);
  }

  @Endpoint(updateDeadLetter)
  update(@Input() { params, body }: InputOf<typeof updateDeadLetter>, @CurrentAgent() admin: AgentContext) {
    return this.letters.dismiss(admin, params.deadLetterId, body.dismissed);
  }

  @Endpoint(retryDeadLetter)
  async retry(@Input() { params }: InputOf<typeof retryDeadLetter>, @CurrentAgent() admin: AgentContext) {
    return { letter: await this.letters.retry(admin, params.deadLetterId) };
  }
}
