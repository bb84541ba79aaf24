import { subjectOf, wayToAPerson } from '#libs/tickets';
import { type DemoFileName, paperOf, photoOf, photoShare } from './demo-files.js';
import { type DemoArticle, type Language, type Topic, type TopicTexts, fill } from './demo-texts.js';
import { type DemoAgent, type DemoWorld, day, hour, minute } from './demo-world.js';
import { behindTheFront } from './front-tickets.js';
import type { DemoContact } from './make-contact.js';
import type { DemoOrder } from './make-order.js';
import { type TicketPlan, paceOf } from './ticket-plan.js';
import { TicketScript } from './ticket-script.js';
import { valuesOf } from './ticket-values.js';

export const shippingTopics = new Set<Topic>(['where', 'customs', 'address', 'fees']);
/** Topics on which every answer fits every question; on others the first answer fits the first question, and so on. */
const alwaysFits = new Set<Topic>(['where', 'damaged', 'address']);
const moreTags: Partial<Record<Topic, string[]>> = {
  customs: ['vip', 'broker'],
  damaged: ['batch-12', 'gift'],
  return: ['size'],
  wrong: ['express', 'gift'],
  where: ['gift', 'carrier'],
};

/** Writes one ticket's conversation. */
export class Conversation {
  readonly script: TicketScript;
  private readonly texts: TopicTexts;
  private readonly language: Language;
  private readonly values: Record<string, string>;
  private readonly agent: DemoAgent;
  /** Which variant of the question was taken, for the first and later messages. */
  private readonly asked: number;
  private askedMore = 0;

  constructor(
    private readonly world: DemoWorld,
    private readonly plan: TicketPlan,
    private readonly article: DemoArticle | null,
    contact: DemoContact,
    private readonly order: DemoOrder,
  ) {
    this.language = world.languages[plan.locale];
    this.texts = this.language.topics[plan.topic];
    this.agent = this.chooseAgent();
    this.values = valuesOf(this.language, contact, order, this.agent);
    this.asked = world.random.whole(0, this.texts.asks.length - 1);
    const said = article ? this.say(article.questions) : this.fill(this.texts.asks, this.asked);
    const text = this.letter(said);
    this.script = new TicketScript(world, {
      at: plan.at,
      channel: plan.channel,
      contact,
      subject: this.subject(said),
      text,
    });
  }

  write(): void {
    if (this.article) this.answerAtOnce(this.article);
    else this.showPhoto();
    switch (this.plan.stage) {
      case 'late':
      case 'due-soon':
      case 'running':
        return this.leaveUnanswered();
      case 'asked-again':
        return this.askAgain();
      case 'waiting':
        return void this.answerFirst('pending');
      case 'snoozed':
        return this.snooze();
      case 'just-resolved':
        return this.finish(false);
      case 'send-failed':
        return this.failToSend();
      case 'done':
        return this.finish(true);
    }
  }

  /** The assistant answers first, then the customer writes again. */
  private answerAtOnce({ title, body, locale }: DemoArticle): void {
    const { random } = this.world;
    const { at, lastWrittenAt } = this.plan;
    const isLeft = this.plan.stage === 'running' || this.plan.stage === 'due-soon';
    this.script.answerFromArticle(at + 2_000, title, `${body}\n\n${wayToAPerson(locale)}`);
    this.script.receive(isLeft && lastWrittenAt ? lastWrittenAt : at + random.between(1, 5) * minute, this.askMore());
  }

  private showPhoto(): void {
    const { random } = this.world;
    const { topic, isRich } = this.plan;
    const photo = photoOf({ topic, sku: this.order.items[0]!.sku, asked: this.asked });
    if (photo && (isRich || random.chance(photoShare[topic] ?? 0)))
      this.attach(photo, `IMG_${random.whole(1_000, 9_999)}.jpg`);
  }

  private attach(file: DemoFileName, name: string): void {
    this.script.attach(this.world.files[file], name);
  }

  /** No agent has answered yet; some tickets are assigned, some customers ask twice. */
  private leaveUnanswered(): void {
    const { random, now } = this.world;
    const at = this.script.lastAt;
    const nudgedAt =
      this.plan.stage !== 'late'
        ? null
        : (this.plan.lastWrittenAt ?? (random.chance(0.7) ? at + (now - at) * 0.6 : null));
    const left = (nudgedAt ?? now) - at;
    if (random.chance(0.3))
      this.script.tag(
        at + left * 0.4,
        this.agent,
        this.tags(),
        this.plan.stage === 'late' && random.chance(0.4) ? 'high' : 'normal',
      );
    if (random.chance(0.45)) this.script.assign(at + left * 0.6, this.agent, this.team());
    if (nudgedAt) this.script.receive(nudgedAt, this.letter(this.say(this.language.nudge)));
  }

  /** The first answer, with its time. */
  private answerFirst(status: 'pending' | 'resolved', latest = this.world.now - 5 * minute): number {
    const { random } = this.world;
    const from = this.script.lastAt;
    const at = Math.min(Math.max(paceOf(this.world, this.plan).answeredAt, from + 2 * minute), latest);
    this.script.assign(
      from + (at - from) * 0.5,
      this.agent,
      this.team(),
      random.chance(0.2) ? this.world.agents[1] : this.agent,
    );
    this.script.tag(
      from + (at - from) * 0.6,
      this.agent,
      this.tags(),
      random.weighted({ normal: 12, high: 3, urgent: 1, low: 2 }),
    );
    if (this.plan.isRich || random.chance(0.28))
      this.script.note(
        from + (at - from) * 0.8,
        this.agent,
        fill(random.pick(this.world.notes[this.plan.topic]), this.values),
      );
    this.script.answer(at, this.agent, this.reply(this.firstAnswer()), status);
    const paper = this.article ? null : paperOf(this.plan.topic);
    if (paper && (this.plan.isRich || random.chance(0.6))) this.attach(paper, paper);
    return at;
  }

  private askAgain(): void {
    const { random, now } = this.world;
    const lastWrittenAt = this.plan.lastWrittenAt ?? now - random.between(behindTheFront, 13 * hour);
    const first = this.answerFirst('pending', Math.max(this.script.lastAt + 2 * minute, lastWrittenAt - 20 * minute));
    this.script.receive(Math.max(first + minute, lastWrittenAt), this.askMore());
  }

  private snooze(): void {
    const { random, now } = this.world;
    const first = this.answerFirst('pending', now - 2 * hour);
    this.script.snooze(
      random.between(first + minute, now - hour),
      this.agent,
      now + random.pick([1, 1, 2, 3, 6]) * day + random.between(0, 4) * hour,
    );
  }

  private failToSend(): void {
    const { now } = this.world;
    this.script.assign(this.plan.at + 10 * minute, this.agent, this.team());
    this.script.answer(now - 25 * minute, this.agent, this.reply(this.firstAnswer()), 'pending', {
      status: 'failed',
      error: 'WhatsApp: (#131026) Message undeliverable',
    });
  }

  /** Ends the conversation: with a further question, thanks or neither. */
  private finish(isLongAgo: boolean): void {
    const { random, now } = this.world;
    const end = now - 4 * minute;
    let at = this.answerFirst('pending', end - 40 * minute);
    const later = (median: number) =>
      (at += Math.min(Math.max(minute, random.spread(median)), (end - at) * random.between(0.2, 0.5)));
    if (!this.article && random.chance(0.55)) {
      this.script.receive(later(50 * minute), this.askMore());
      // Now and then a question is forgotten, and its resolution is late.
      if (isLongAgo && at + 6 * day < end && random.chance(0.07)) at += random.between(2.2, 4.5) * day;
      this.script.answer(
        later(20 * minute),
        this.agent,
        this.reply(this.fill(this.texts.finals, this.askedMore)),
        'pending',
      );
    }
    if (random.chance(0.6)) this.script.receive(later(3 * hour), this.letter(this.say(this.language.thanks)));
    if (this.script.isWaitingForUs && random.chance(0.5))
      this.script.answer(later(15 * minute), this.agent, this.reply(this.say(this.language.closing)), 'resolved');
    else this.script.resolve(later(hour), this.agent);
    if (isLongAgo && at + 7 * day < now) this.script.close(at + 7 * day);
  }

  private askMore(): string {
    this.askedMore = this.world.random.whole(0, this.texts.more.length - 1);
    return this.letter(this.fill(this.texts.more, this.askedMore));
  }

  private firstAnswer(): string {
    if (this.article) return this.fill(this.texts.finals, this.askedMore);
    return alwaysFits.has(this.plan.topic) ? this.say(this.texts.answers) : this.fill(this.texts.answers, this.asked);
  }

  private say(ways: string[]): string {
    return this.fill(ways, this.world.random.whole(0, ways.length - 1));
  }

  /** The variant with this number; the last one when there are fewer. */
  private fill(ways: string[], number: number): string {
    return fill(ways[Math.min(number, ways.length - 1)]!, this.values);
  }

  private subject(text: string): string {
    return this.plan.channel.type === 'email' ? this.say(this.texts.subjects) : subjectOf(text);
  }

  /** As people write: a letter by mail, a line in a chat. */
  private letter(text: string): string {
    if (this.plan.channel.type !== 'email') return text;
    const { hello, bye } = this.language.mail;
    return `${this.world.random.pick(hello)}\n\n${text}\n\n${this.world.random.pick(bye)}\n${this.values.customer}`;
  }

  private reply(text: string): string {
    if (this.plan.channel.type !== 'email') return text;
    const { hello, bye } = this.language.agent;
    return `${this.world.random.pick(hello)}\n\n${text}\n\n${bye}`
      .replace('{name}', this.values.name!)
      .replace('{agent}', this.agent.name);
  }

  private team(): string {
    return this.world.teamIds[shippingTopics.has(this.plan.topic) ? 1 : 0];
  }

  private tags(): string[] {
    const { random } = this.world;
    const more = moreTags[this.plan.topic] ?? [];
    return [this.plan.topic, ...more.filter(() => random.chance(0.3))];
  }

  private chooseAgent(): DemoAgent {
    const { random, agents } = this.world;
    const team = agents.filter(({ teamIds }) => teamIds.includes(this.team()));
    const speaking = team.filter(({ languages }) => languages.includes(this.plan.locale));
    return random.pick(speaking.length && (this.plan.isRich || random.chance(0.85)) ? speaking : team);
  }
}
