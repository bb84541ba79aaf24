import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel } from '#libs/channels';
import { claimsOfVisitor, linkProvenVisitor, proveClaimOfVisitor } from '#libs/contacts';
import type {
  InputOf,
  VisitorSession,
  createVisitorSession,
  openMailedAnswers,
  resumeVisitorSession,
} from '#libs/contracts';
import { Database, Problem, type Tx, firstRow, hashToken, inWorkspace, newId, rows } from '#libs/platform';
import { TicketHints, takeForOnePerson } from '#libs/tickets';
import { FindVisitor, newVisitorToken } from './find-visitor.js';
import { type ProvenIdentity, proveIdentity } from './prove-identity.js';
import { ResumeTickets } from './resume-tickets.js';
import { AnswerLinks } from './unread-answers/answer-links.js';
import { wakeUnreadAnswers } from './unread-answers/queue-unread-answers.js';
import { type Visitor, type VisitorSessionRow, visitorOf } from './visitor.js';
import { endSession, endSessionsOf, insertMailedSession, insertSession, prolongSession } from './visitors.queries.js';

type Wish = InputOf<typeof createVisitorSession>['body'];
type Mailed = InputOf<typeof openMailedAnswers>['body'];
type Resume = InputOf<typeof resumeVisitorSession>['body'];

/**
 * Days that a session is valid after its last resumption; a proven one is resumed only with a proof. One of a page's
 * ticket is forgotten with the page, which then has a newer ticket.
 */
const days = { anonymous: 180, proven: 7, ofPage: 1 };

/** Opens a visitor's session, or resumes the one whose token they send. */
@Injectable()
export class OpenVisitorSession {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly visitors: FindVisitor,
    private readonly tickets: ResumeTickets,
    private readonly links: AnswerLinks,
    private readonly hints: TicketHints,
  ) {}

  async open(wish: Wish, token: string | null): Promise<VisitorSession> {
    const channel = await this.channel(wish.channelId);
    const identity = await provenIn(wish, channel);
    const known = await this.visitors.byToken(token);
    const present = known?.channel.id === channel.id ? known : null;
    // A mail's link is opened again by itself, and never becomes another kind of session.
    if (present?.answers) throw new Problem('forbidden', 'This session is of a mail');
    return inWorkspace(channel.workspaceId, async () => {
      const same = present && (identity?.subject ?? null) === (present.verified ? present.address : null);
      const opened = await this.database.transaction((tx) =>
        same
          ? this.goOn(tx, channel, present, token!, identity, wish)
          : this.begin(tx, channel, present, identity, wish),
      );
      return this.describe(opened.token, opened.visitor);
    });
  }

  /** Opens a session of the visitor whose ticket the shop's page has kept. */
  async resume(wish: Resume): Promise<VisitorSession> {
    const channel = await this.channel(wish.channelId);
    const identity = await provenIn(wish, channel);
    return inWorkspace(channel.workspaceId, async () => {
      const opened = await this.database.transaction(async (tx) => {
        const visitorId = await this.tickets.use(tx, channel, wish, identity?.subject ?? null);
        if (!visitorId) throw new Problem('not-signed-in', 'The ticket is not good here');
        if (identity) await this.tickets.bind(tx, visitorId, identity.subject);
        const session = await this.insert(tx, channel, visitorId, identity, wish, days.ofPage);
        if (identity?.email) await this.prove(tx, visitorId, identity.email);
        return session;
      });
      return this.describe(opened.token, opened.visitor);
    });
  }

  /** Opens a session of the reader of a mail about unread answers. */
  async openMailed({ channelId, link, locale, timeZone }: Mailed): Promise<VisitorSession> {
    const channel = await this.channel(channelId);
    return inWorkspace(channel.workspaceId, async () => {
      const answers = await this.links.find(hashToken(link));
      if (!answers) throw new Problem('not-signed-in', 'The link is not good any more');
      const { token, hash } = newVisitorToken(channel.id);
      const values = [newId(), channel.id, hash, newId(), locale ?? null, timeZone ?? null, answers.hash];
      const row = await firstRow<VisitorSessionRow>(this.database, insertMailedSession, values);
      return this.describe(token, visitorOf(row!, channel, answers));
    });
  }

  /** Ends the chat on the visitor's device, in all of its pages. Returns the sessions that have ended. */
  async end({ visitorId }: Visitor): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      await this.tickets.drop(tx, visitorId);
      return (await rows<{ id: string }>(tx, endSessionsOf, [visitorId])).map(({ id }) => id);
    });
  }

  private async channel(channelId: string): Promise<ReadyChannel> {
    const channel = await this.channels.route(channelId);
    if (!channel?.active || channel.adapter.receive !== 'socket') throw new Problem('not-found');
    return channel;
  }

  private async goOn(
    tx: Tx,
    channel: ReadyChannel,
    present: Visitor,
    token: string,
    identity: ProvenIdentity | null,
    wish: Wish,
  ) {
    const life = identity ? days.proven : days.anonymous;
    const row = await firstRow<VisitorSessionRow>(tx, prolongSession, [
      present.sessionId,
      life,
      identity?.name ?? null,
      identity?.email ?? null,
      wish.locale ?? null,
      wish.origin ?? null,
    ]);
    if (!row) throw new Problem('not-signed-in');
    return { token, visitor: visitorOf(row, channel) };
  }

  /**
   * A visitor who proves their identity keeps what they wrote before; their old token becomes invalid. The session of
   * another person is never taken over. The page may not be the one where the stranger began: the origin stays theirs.
   */
  private async begin(
    tx: Tx,
    channel: ReadyChannel,
    present: Visitor | null,
    identity: ProvenIdentity | null,
    wish: Wish,
  ) {
    const stranger = identity && present && !present.verified ? present : null;
    if (stranger) {
      await tx.query(endSession, [stranger.sessionId]);
      await this.tickets.bind(tx, stranger.visitorId, identity!.subject);
    }
    const life = identity ? days.proven : days.anonymous;
    const from = { ...wish, origin: stranger?.origin ?? wish.origin };
    const opened = await this.insert(tx, channel, stranger?.visitorId ?? newId(), identity, from, life);
    if (stranger && identity?.email) await this.prove(tx, stranger.visitorId, identity.email);
    return opened;
  }

  private async insert(
    tx: Tx,
    channel: ReadyChannel,
    visitorId: string,
    identity: ProvenIdentity | null,
    wish: Pick<Wish, 'locale' | 'timeZone' | 'origin'>,
    life: number,
  ) {
    const { token, hash } = newVisitorToken(channel.id);
    const row = await firstRow<VisitorSessionRow>(tx, insertSession, [
      newId(),
      channel.id,
      hash,
      visitorId,
      identity?.subject ?? null,
      identity?.name ?? null,
      identity?.email ?? null,
      wish.locale ?? null,
      wish.timeZone ?? null,
      life,
      wish.origin ?? null,
    ]);
    const visitor = visitorOf(row!, channel);
    if (identity) await this.link(tx, channel, visitor);
    return { token, visitor };
  }

  /** An answer that waited for an address may be mailed to the proven one. */
  private async link(tx: Tx, channel: ReadyChannel, { address, name, email, locale }: Visitor) {
    const contactId = await linkProvenVisitor(tx, { address, name, email, locale, channelType: channel.type });
    if (email) await wakeUnreadAnswers(tx, contactId);
  }

  /** The person who answered by mail from this address was the visitor. */
  private async prove(tx: Tx, visitorId: string, email: string) {
    const contactId = await proveClaimOfVisitor(tx, visitorId, email);
    if (!contactId) return;
    await takeForOnePerson(tx, this.hints, contactId, email);
    await wakeUnreadAnswers(tx, contactId);
  }

  private async describe(token: string, visitor: Visitor): Promise<VisitorSession> {
    const hasEmail =
      visitor.answers !== null ||
      visitor.email !== null ||
      (await claimsOfVisitor(this.database, visitor.addresses)).length > 0;
    return {
      token,
      verified: visitor.verified,
      name: visitor.name,
      hasEmail,
      expiresAt: visitor.expiresAt.toISOString(),
    };
  }
}

/** The person whom the shop's proof names; null without a proof. */
const provenIn = async ({ identity }: Pick<Wish, 'identity'>, { id, settings }: ReadyChannel) =>
  identity === undefined ? null : proveIdentity(identity, settings.identitySecret, id);
