import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel } from '#libs/channels';
import { claimsOfVisitor, linkProvenVisitor } from '#libs/contacts';
import type { InputOf, VisitorSession, createVisitorSession } from '#libs/contracts';
import { Database, Problem, type Tx, firstRow, inWorkspace, newId } from '#libs/platform';
import { FindVisitor, sessionColumns } from './find-visitor.js';
import { type ProvenIdentity, proveIdentity } from './prove-identity.js';
import { wakeUnreadAnswers } from './unread-answers/queue-mail.js';
import { type Visitor, type VisitorSessionRow, visitorOf } from './visitor.js';
import { newVisitorToken } from './visitor-token.js';

type Wish = InputOf<typeof createVisitorSession>['body'];

/** Days that a session is valid after its last resumption; a proven one is resumed only with a proof. */
const days = { anonymous: 180, proven: 7 };

const insert = `
  insert into visitor_sessions (id, channel_id, token_hash, visitor_id, subject, name, email, locale, time_zone, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(days => $10)) returning ${sessionColumns}`;
const prolong = `
  update visitor_sessions set expires_at = now() + make_interval(days => $2), name = coalesce($3, name), email = coalesce($4, email), locale = coalesce($5, locale)
  where id = $1 and ended_at is null returning ${sessionColumns}`;

/** Opens a visitor's session, or resumes the one whose token they send. */
@Injectable()
export class OpenVisitorSession {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly visitors: FindVisitor,
  ) {}

  async open(wish: Wish, token: string | null): Promise<VisitorSession> {
    const channel = await this.channels.route(wish.channelId);
    if (!channel?.active || channel.adapter.receive !== 'socket') throw new Problem('not-found');
    const identity =
      wish.identity === undefined
        ? null
        : await proveIdentity(wish.identity, channel.settings.identitySecret, channel.id);
    const known = await this.visitors.byToken(token);
    const present = known?.channel.id === channel.id ? known : null;
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

  async end(visitor: Visitor): Promise<void> {
    await this.database.query('update visitor_sessions set ended_at = now() where id = $1 and ended_at is null', [
      visitor.sessionId,
    ]);
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
    const row = await firstRow<VisitorSessionRow>(tx, prolong, [
      present.sessionId,
      life,
      identity?.name ?? null,
      identity?.email ?? null,
      wish.locale ?? null,
    ]);
    if (!row) throw new Problem('not-signed-in');
    return { token, visitor: visitorOf(row, channel) };
  }

  /**
   * A visitor who proves their identity keeps what they wrote before; their old token becomes invalid. The session of
   * another person is never taken over.
   */
  private async begin(
    tx: Tx,
    channel: ReadyChannel,
    present: Visitor | null,
    identity: ProvenIdentity | null,
    wish: Wish,
  ) {
    const stranger = identity && present && !present.verified ? present : null;
    if (stranger) await tx.query('update visitor_sessions set ended_at = now() where id = $1', [stranger.sessionId]);
    const { token, hash } = newVisitorToken(channel.id);
    const row = await firstRow<VisitorSessionRow>(tx, insert, [
      newId(),
      channel.id,
      hash,
      stranger?.visitorId ?? newId(),
      identity?.subject ?? null,
      identity?.name ?? null,
      identity?.email ?? null,
      wish.locale ?? null,
      wish.timeZone ?? null,
      identity ? days.proven : days.anonymous,
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

  private async describe(token: string, visitor: Visitor): Promise<VisitorSession> {
    const hasEmail = visitor.email !== null || (await claimsOfVisitor(this.database, visitor.addresses)).length > 0;
    return {
      token,
      verified: visitor.verified,
      name: visitor.name,
      hasEmail,
      expiresAt: visitor.expiresAt.toISOString(),
    };
  }
}
