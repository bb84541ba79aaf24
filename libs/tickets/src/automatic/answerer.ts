import type { Provider } from '@nestjs/common';
import type { Tx } from '#libs/platform';

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
  name: string;
  /** The lower is asked first. */
  rank: number;
  answer(tx: Tx, question: Question): Promise<AutomaticAnswer | 'later' | null>;
}

const registered = new WeakSet<object>();

/** Marks a provider's instance as an answerer; it is found by this. */
export const isAnswerer = (value: unknown): value is Answerer =>
  typeof value === 'object' && value !== null && registered.has(value);

/** A Nest provider of an answerer, made from the services it needs; it belongs into a worker module. */
export function provideAnswerer<Needs extends unknown[]>(
  inject: (Function | symbol)[],
  create: (...needs: Needs) => Answerer,
): Provider {
  return {
    provide: Symbol('answerer'),
    inject,
    useFactory: (...needs: Needs) => {
      const answerer = create(...needs);
      registered.add(answerer);
      return answerer;
    },
  };
}
