import { DiscoveryService } from '@nestjs/core';
import { type Tx, decoratedProviders, doubles } from '#libs/platform';

/** A customer's message that may be answered at once, and all that an answer may depend on. */
export interface Question {
  messageId: string;
  ticketId: string;
  text: string;
  /** A mail's subject; elsewhere a subject is only the beginning of the text. */
  subject: string | null;
  /** The language to answer in. */
  locale: string;
  storeId: string | null;
  channelId: string;
  contactId: string;
  /** Whom the answer would reach: it must hold nothing that is not theirs to know. */
  recipient: { kind: string; value: string };
  /** Whether this very message proves that the recipient wrote it. */
  authentic: boolean;
  /** Whether that may still turn out, because the check of a mail's sender takes a moment. */
  undecided: boolean;
}

export interface AutomaticAnswer {
  text: string;
  locale: string;
  /** What kind of answer it is and what it came from, as agents and customer see it. */
  automatic: { kind: string; title: string };
  /** Runs with the answer, in its transaction. */
  onGiven?: (tx: Tx) => Promise<void>;
}

/** Knows answers. It reads only, and answers null when it is not sure, `later` when it will know in a moment. */
export interface Answerer {
  answer(tx: Tx, question: Question): Promise<AutomaticAnswer | 'later' | null>;
}

const answering = DiscoveryService.createDecorator<{ rank: number }>();

/** Makes a provider of a worker module an answerer. The one of the lowest rank is asked first; each has its own. */
export function Answerer(rank: number) {
  return (target: new (...needs: never[]) => Answerer): void => void answering({ rank })(target);
}

/** Every answerer, in the order in which they are asked. Throws where two share a rank: chance would decide. */
export function findAnswerers(discovery: DiscoveryService): Answerer[] {
  const found = decoratedProviders<{ rank: number }, Answerer>(discovery, answering);
  const [double] = doubles(found.map(({ options }) => String(options.rank)));
  if (double) throw new Error(`Two answerers have the rank ${double}`);
  return found.sort((a, b) => a.options.rank - b.options.rank).map(({ provider }) => provider);
}
