import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { z } from 'zod';
import { adapterOf, textLimitBroken } from '#libs/channels';
import {
  Database,
  type EventOf,
  JobHandler,
  Jobs,
  type PayloadOfJob,
  SetSubscriber,
  type Tx,
  asConsequenceOf,
  defineJob,
  firstRow,
  readLocales,
} from '#libs/platform';
import { MessageChanged, MessageReceived } from '../core/events.js';
import { type LockedTicket, lockTicket } from '../core/find-visible-ticket.js';
import { TicketHints } from '../core/ticket-hints.js';
import { claimAutoAnswer, claimAutoAnswerOfKind } from '../core/ticket.queries.js';
import { appendOutbound } from '../outbound/append-outbound.js';
import { type Answerer, type AutomaticAnswer, type Question, findAnswerers } from './answerer.js';
import { claimSender } from './automatic.queries.js';
import { readQuestions } from './read-question.js';

/** How long the check of a mail's sender may take before the sender counts as unknown. */
const patienceMs = 15_000;
const lastPlace = 10;

/** Considers a question again, once its sender has been checked or the time for that is over. */
const answerLater = defineJob({
  name: 'answer-later',
  payload: z.object({ workspaceId: z.uuid(), messageId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});

const locales = readLocales<{ 'way-to-a-person': string }>(new URL('./locales/', import.meta.url));

/** How to reach an agent, written under every automatic answer. An agent answers in any case: the ticket stays open. */
export const wayToAPerson = (locale: string): string => locales.of(locale).texts['way-to-a-person'];

/** Undoes what was claimed of the right to answer. */
class NotClaimed extends Error {}

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

  @SetSubscriber([MessageReceived, MessageChanged], 'answer-at-once')
  async answer(events: EventOf<typeof MessageReceived | typeof MessageChanged>[], tx: Tx): Promise<void> {
    // Only the first messages of a ticket can be a first question, so skip the rest without reading them.
    const early = events.filter((event) => event.type !== 'MessageReceived' || event.seq <= lastPlace);
    const questions = await this.read(
      tx,
      early.map(({ messageId }) => messageId),
    );
    for (const { workspaceId, messageId, chain } of early) {
      const question = questions.get(messageId);
      if (question) await asConsequenceOf(chain, () => this.answerOne(tx, workspaceId, question));
    }
  }

  private async answerOne(tx: Tx, workspaceId: string, question: Question): Promise<void> {
    const { messageId } = question;
    if ((await this.consider(tx, question, true)) === 'later')
      await this.jobs.add(answerLater, { workspaceId, messageId }, { jobId: messageId, delayMs: patienceMs });
  }

  /** Considers the question again, after the check of its sender has ended or its time is over. */
  @JobHandler(answerLater)
  async afterWait({ messageId }: PayloadOfJob<typeof answerLater>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const question = (await this.read(tx, [messageId])).get(messageId);
      if (question) await this.consider(tx, question, false);
    });
  }

  private async read(tx: Tx, messageIds: string[]): Promise<Map<string, Question>> {
    return this.answerers.length && messageIds.length ? readQuestions(tx, messageIds) : new Map();
  }

  private async consider(tx: Tx, question: Question, mayWait: boolean): Promise<'later' | 'done'> {
    for (const answerer of this.answerers) {
      const answer = await answerer.answer(tx, { ...question, undecided: question.undecided && mayWait });
      if (answer === 'later') return 'later';
      if (!answer) continue;
      await this.give(tx, question, answer);
      return 'done';
    }
    return 'done';
  }

  /** Stores the answer, or gives the claim back when only a part of it could be taken. */
  private async give(tx: Tx, question: Question, answer: AutomaticAnswer): Promise<void> {
    try {
      await tx.transaction((nested) => this.claimAndStore(nested, question, answer));
    } catch (error) {
      if (!(error instanceof NotClaimed)) throw error;
    }
  }

  /** Throws `NotClaimed` when the answer may not be given, or would not fit. */
  private async claimAndStore(tx: Tx, question: Question, { text, locale, automatic, onGiven }: AutomaticAnswer) {
    const ticket = await claimAnswer(tx, question, automatic.kind);
    const whole = `${text}\n\n${wayToAPerson(locale)}`;
    const limits = ticket && adapterOf(ticket.channelType)?.capabilities;
    if (!ticket || !limits || textLimitBroken(whole, limits)) throw new NotClaimed();
    appendOutbound(tx, this.hints, ticket, {
      text: whole,
      visibility: 'public',
      author: { kind: 'assistant', id: null, name: null },
      automatic,
      locale,
    });
    await onGiven?.(tx);
  }
}

/**
 * Claims the right to answer at once. Returns null when it is used up: in a chat after one automatic answer of each
 * kind, by thread after one for the ticket, and one per sender and day, for a program may be answering.
 */
async function claimAnswer(tx: Tx, { ticketId, recipient }: Question, kind: string): Promise<LockedTicket | null> {
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) return null;
  const byThread = adapterOf(ticket.channelType)?.capabilities.joins === 'thread';
  const isFree = byThread
    ? (await firstRow(tx, claimAutoAnswer, [ticketId])) &&
      (await firstRow(tx, claimSender, [recipient.value.toLowerCase()]))
    : await firstRow(tx, claimAutoAnswerOfKind, [ticketId, kind]);
  return isFree ? ticket : null;
}
