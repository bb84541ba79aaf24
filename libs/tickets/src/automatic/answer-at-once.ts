import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { adapterOf } from '#libs/channels';
import { Database, type EventOf, JobHandler, Jobs, type PayloadOfJob, Subscriber, type Tx } from '#libs/platform';
import { appendOutbound } from '../outbound/append-outbound.js';
import { MessageChanged, MessageReceived } from '../core/events.js';
import { TicketHints } from '../core/ticket-hints.js';
import { type Answerer, type AutomaticAnswer, type Question, findAnswerers } from './answerer.js';
import { answerLater } from './answer-later.job.js';
import { claimAutoAnswer } from './claim-auto-answer.js';
import { readQuestion } from './read-question.js';
import { wayToAPerson } from './way-to-a-person.js';

/** How long the check of a mail's sender may take before the sender counts as unknown. */
const patienceMs = 15_000;
const lastPlace = 10;

/** Answers a question at once when an answerer is sure of the answer. Every automatic answer passes through here. */
@Injectable()
export class AnswerAtOnce implements OnApplicationBootstrap {
  private answerers: Answerer[] = [];

  constructor(
    private readonly database: Database,
    private readonly hints: TicketHints,
    private readonly jobs: Jobs,
    private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    this.answerers = findAnswerers(this.discovery);
  }

  @Subscriber([MessageReceived, MessageChanged], 'answer-at-once')
  async answer(event: EventOf<typeof MessageReceived | typeof MessageChanged>, tx: Tx): Promise<void> {
    // Only the first messages of a ticket can be a first question, so skip the rest without reading them.
    if (event.type === 'MessageReceived' && event.seq > lastPlace) return;
    const { workspaceId, messageId } = event;
    const answer = await this.consider(tx, messageId, true);
    if (answer === 'later')
      await this.jobs.add(answerLater, { workspaceId, messageId }, { jobId: messageId, delayMs: patienceMs });
  }

  /** Considers the question again, after the check of its sender has ended or its time is over. */
  @JobHandler(answerLater)
  async afterWait({ messageId }: PayloadOfJob<typeof answerLater>): Promise<void> {
    await this.database.transaction((tx) => this.consider(tx, messageId, false));
  }

  private async consider(tx: Tx, messageId: string, mayWait: boolean): Promise<'later' | 'done'> {
    const question = this.answerers.length ? await readQuestion(tx, messageId) : null;
    if (!question) return 'done';
    for (const answerer of this.answerers) {
      const answer = await answerer.answer(tx, { ...question, undecided: question.undecided && mayWait });
      if (answer === 'later') return 'later';
      if (!answer) continue;
      await this.give(tx, question, answer);
      return 'done';
    }
    return 'done';
  }

  private async give(tx: Tx, question: Question, { text, locale, automatic, onGiven }: AutomaticAnswer) {
    // A savepoint: it gives the claim back when only a part of it could be taken.
    await tx.query('savepoint answer');
    const ticket = await claimAutoAnswer(tx, question);
    const whole = `${text}\n\n${wayToAPerson(locale)}`;
    if (!ticket || whole.length > (adapterOf(ticket.channelType)?.capabilities.maxTextLength ?? 0))
      return void (await tx.query('rollback to savepoint answer'));
    appendOutbound(tx, this.hints, ticket, {
      text: whole,
      visibility: 'public',
      author: { kind: 'assistant', id: null, name: null },
      automatic,
      locale,
    });
    await onGiven?.(tx);
    await tx.query('release savepoint answer');
  }
}
