import { Injectable } from '@nestjs/common';
import { adapterOf, labelOf } from '#libs/channels';
import type { Order } from '#libs/contracts';
import { type Tx, firstRow, rows } from '#libs/platform';
import { Answerer, type AutomaticAnswer, type Question } from '#libs/tickets';
import { FindOrders, type MatchedOrder } from '../find-orders.js';
import { anyStore, channelsOfStore, timeZoneOfStore } from '../orders.queries.js';
import { type OrderWords, formatDay, orderWords } from '../words/order-words.js';
import { trackingLines } from '../notices/write-notice.js';
import { asksForOrder } from './order-question.js';

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

/** Describes where an order is, from stored facts only. */
function describeOrder(
  order: Order,
  asked: string,
  timeZone: string,
  now = new Date(),
): { text: string; locale: string; title: string } {
  const { words, locale } = orderWords(asked);
  const day = (at: string | Date) => formatDay(new Date(at), locale, timeZone, now);
  const lines = [words.status[standingOf(order)](order.number)];
  const isUnderway = ['paid', 'processing', 'shipped', 'pending'].includes(order.status);
  if (order.status === 'shipped' || order.partial) lines.push(...parcelLines(order, locale, day));
  if (isUnderway && order.promisedAt)
    lines.push(
      new Date(order.promisedAt) < now ? words.overdue(day(order.promisedAt)) : words.expected(day(order.promisedAt)),
    );
  return { text: lines.join('\n'), locale, title: words.title };
}

/** How an answer describes an order: nothing is on its way that they fetch. */
function standingOf({ status, partial, delivery }: Order): Order['status'] | 'part' | 'ready' {
  if (partial) return 'part';
  return status === 'shipped' && delivery === 'pickup' ? 'ready' : status;
}

function parcelLines({ shipments }: Order, locale: string, day: (at: string) => string): string[] {
  const { words } = orderWords(locale);
  const parcels = shipments.filter(({ status }) => status !== 'cancelled');
  const last = parcels
    .flatMap(({ events }) => events)
    .sort((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime())[0];
  return [
    ...trackingLines(words, parcels),
    ...(last
      ? [words.lastScan(words.scans[last.status] ?? last.message ?? last.status, last.location, day(last.at))]
      : []),
  ];
}
