import { Injectable } from '@nestjs/common';
import { adapterOf, labelOf } from '#libs/channels';
import { type Tx, firstRow, rows } from '#libs/platform';
import { Answerer, type AutomaticAnswer, type Question } from '#libs/tickets';
import { FindOrders, type MatchedOrder } from '../find-orders.js';
import { type OrderWords, orderWords } from '../words/order-words.js';
import { anyStore, channelsOfStore, timeZoneOfStore } from './answers.queries.js';
import { asksForOrder } from './order-question.js';
import { describeOrder } from './describe-order.js';

const mostOrders = 20;

/** Answers "where is my order": with the order's state for its proven buyer, for others with the way to prove it. */
@Injectable()
// Ranks before articles, which know only the general case.
@Answerer(10)
export class AnswerOrderQuestion implements Answerer {
  constructor(private readonly orders: FindOrders) {}

  async answer(tx: Tx, question: Question): Promise<AutomaticAnswer | 'later' | null> {
    const asked =
      asksForOrder(question.text) ||
      (question.subject !== null && question.text.length <= 400 && asksForOrder(question.subject));
    if (!asked || !(await firstRow(tx, anyStore))) return null;
    if (!question.authentic) return question.undecided ? 'later' : this.wayToProve(tx, question);
    const owned = await this.orders.ofContact(tx, question.contactId, { limit: mostOrders, verifiedOnly: true });
    const order = choose(owned, `${question.subject ?? ''} ${question.text}`);
    return order ? this.answerWith(tx, order, question) : this.wayToProve(tx, question);
  }

  private async answerWith(tx: Tx, order: MatchedOrder, { locale }: Question): Promise<AutomaticAnswer> {
    const store = await firstRow<{ timeZone: string }>(tx, timeZoneOfStore, [order.storeId]);
    const { title, ...answer } = describeOrder(order, locale, store?.timeZone ?? 'UTC');
    return { ...answer, automatic: { kind: 'order', title } };
  }

  /** The same words whether such an order exists or not, so that guessing a number reveals nothing. */
  private async wayToProve(tx: Tx, { locale, storeId }: Question): Promise<AutomaticAnswer> {
    const { words, locale: language } = orderWords(locale);
    const channels = await rows<ActiveChannel>(tx, channelsOfStore, [storeId]);
    const ways = waysOf(channels, words.verify, language);
    return {
      text: [words.verify.intro, ...ways.map((way) => `- ${way}`)].join('\n'),
      locale: language,
      automatic: { kind: 'order-proof', title: words.title },
    };
  }
}

interface ActiveChannel {
  type: string;
  /** Settings that are safe to show; an address that receives mail is no secret. */
  settings: Record<string, unknown>;
}

/**
 * How to prove an address on each channel that can: mail first, then phones by the names of their channels, then the
 * shop.
 */
function waysOf(channels: ActiveChannel[], verify: OrderWords['verify'], locale: string): string[] {
  const proving = (what: string) =>
    channels.flatMap(({ type, settings }) => {
      const adapter = adapterOf(type);
      return adapter?.capabilities.proves === what ? [{ adapter, settings }] : [];
    });
  const [address] = proving('email').flatMap(({ adapter, settings }) => adapter.addresses?.(settings) ?? []);
  const phones = new Set(proving('phone').map(({ adapter }) => labelOf(adapter, locale)));
  return [
    ...(address ? [verify.email(address)] : []),
    ...[...phones].map((channel) => verify.phone(channel)),
    ...(proving('account').length ? [verify.account] : []),
  ];
}

/** The order that the question names; else the newest on its way; else the newest. */
function choose(orders: MatchedOrder[], text: string): MatchedOrder | undefined {
  const words = new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}#_-]+/u)
      .map((word) => word.replace(/^#/, '').replace(/^-+|-+$/g, '')),
  );
  const named = orders.find(({ number }) => words.has(number.toLowerCase().replace(/^#/, '')));
  return (
    named ?? orders.find(({ status }) => ['pending', 'paid', 'processing', 'shipped'].includes(status)) ?? orders[0]
  );
}
