import { Conversation, shippingTopics } from './conversation.js';
import type { DemoArticle } from './demo-texts.js';
import { type DemoWorld, hour } from './demo-world.js';
import type { ContactBook } from './make-contact.js';
import type { OrderBook } from './make-order.js';
import type { TicketPlan } from './ticket-plan.js';
import type { TicketScript } from './ticket-script.js';

/** What people ask advice about: for example whether it is dishwasher-safe. */
const tableware = ['TEA-01', 'CUP-02', 'BWL-05'];

/** Turns a plan into a ticket with its conversation. */
export class TicketWriter {
  constructor(
    private readonly world: DemoWorld,
    private readonly contacts: ContactBook,
    private readonly orders: OrderBook,
  ) {}

  write(wanted: TicketPlan): TicketScript {
    const article = wanted.asksArticle ? this.chooseArticle(wanted) : null;
    const plan = article ? { ...wanted, topic: article.topic } : wanted;
    const contact =
      plan.stage === 'done'
        ? this.contacts.someone(plan.locale, plan.at)
        : this.contacts.newcomer(plan.locale, plan.at - hour);
    const store = this.world.stores.find(({ id }) => id === plan.channel.storeId)!;
    const isUnderway = plan.stage !== 'done' && shippingTopics.has(plan.topic);
    const order = this.orders.about(contact, store, plan.at, {
      isUnderway,
      isHalfway: isUnderway && plan.topic === 'customs',
      sku: plan.sku ?? (plan.topic === 'advice' ? this.world.random.pick(tableware) : undefined),
    });
    const conversation = new Conversation(this.world, plan, article, contact, order);
    conversation.write();
    return conversation.script;
  }

  private chooseArticle({ locale, topic }: TicketPlan): DemoArticle | null {
    const known = this.world.articles.filter((article) => article.locale === locale);
    const fitting = known.filter((article) => article.topic === topic);
    return known.length ? this.world.random.pick(fitting.length ? fitting : known) : null;
  }
}
