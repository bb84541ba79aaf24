import { DiscoveryService } from '@nestjs/core';
import { type Tx, decoratedProviders, doubles } from '#libs/platform';

/** A contact's message that may be answered at once, with everything that an answer may depend on. */
export interface Question {
  messageId: string;
  ticketId: string;
  text: string;
  /**
   * The subject of the mail that opened the ticket, unless it answers or forwards another. Null for other channels,
   * whose subject is only the beginning of the text.
   */
  subject: string | null;
  /** The language to answer in. */
  locale: string;
  storeId: string | null;
  channelId: string;
  contactId: string;
  /** The contact that the answer would reach. The answer must hold nothing that this contact may not know. */
  recipient: { kind: string; value: string };
  /** Whether this message itself proves that the recipient wrote it. */
  authentic: boolean;
  /** Whether the proof may still come: the check of a mail's sender takes a moment. */
  undecided: boolean;
}

export interface AutomaticAnswer {
  text: string;
  locale: string;
  /** The kind of answer and its source, as agents and the contact see them. */
  automatic: { kind: string; title: string };
  /** Runs in the transaction that stores the answer. */
  onGiven?: (tx: Tx) => Promise<void>;
}

/** Answers questions. It only reads; returns null when it is not sure, `later` when it will know in a moment. */
export interface Answerer {
  answer(tx: Tx, question: Question): Promise<AutomaticAnswer | 'later' | null>;
}

const answering = DiscoveryService.createDecorator<{ rank: number }>();

/** Makes a provider of a worker module an answerer. The lowest rank is asked first; no two may share a rank. */
export function Answerer(rank: number) {
  return (target: new (...needs: never[]) => Answerer): void => void answering({ rank })(target);
}

/**
 * Returns all answerers in the order in which they are asked. Throws when two share a rank: their order would be
 * random.
 */
export function findAnswerers(discovery: DiscoveryService): Answerer[] {
  const found = decoratedProviders<{ rank: number }, Answerer>(discovery, answering);
  const [double] = doubles(found.map(({ options }) => String(options.rank)));
  if (double) throw new Error(`Two answerers have the rank ${double}`);
  return found.sort((a, b) => a.options.rank - b.options.rank).map(({ provider }) => provider);
}
