import { Injectable } from '@nestjs/common';
import { adapterOf, labelOf } from '#libs/channels';
import { type Tx, firstRow, rows } from '#libs/platform';
import { Answerer, type AutomaticAnswer, type Question } from '#libs/tickets';
import { FindOrders, type MatchedOrder } from '../find-orders.js';
import { type OrderWords, orderWords } from '../words/order-words.js';
import { anyStore, channelsOfStore, timeZoneOfStore } from './answers.queries.js';
import { asksForOrder } from './order-question.js';
import { tellOrder } from './tell-order.js';

const mostOrders = 20;

/** Answers "where is my order": from the order for whom it is proven to be, with the way to prove it for everybody else. */
@Injectable()
// Before articles, which know only the general case.
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
    return order ? this.tell(tx, order, question) : this.wayToProve(tx, question);
  }

  private async tell(tx: Tx, order: MatchedOrder, { locale }: Question): Promise<AutomaticAnswer> {
    const store = await firstRow<{ timeZone: string }>(tx, timeZoneOfStore, [order.storeId]);
    const { title, ...told } = tellOrder(order, locale, store?.timeZone ?? 'UTC');
    return { ...told, automatic: { kind: 'order', title } };
  }

  /** The same words whether there is such an order or not: they tell nothing to whoever guesses. */
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
  /** Those that may be read; an address that mail is sent to is none of the secrets. */
  settings: Record<string, unknown>;
}

/** What each channel that proves something asks for: mail first, then phones by the names of their channels, then the shop. */
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

/** The one that is named; else the newest under way; else the newest. */
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
