import { Injectable } from '@nestjs/common';
import { FindChannel } from '#libs/channels';
import { Database, firstRow, hashToken, inWorkspace, randomToken } from '#libs/platform';
import { AnswerLinks } from './unread-answers/answer-links.js';
import { type Visitor, type VisitorSessionRow, visitorOf } from './visitor.js';
import { goodSessions, sessionByToken } from './visitors.queries.js';

/** A visitor's token: the channel's id leads to the workspace, the rest is the secret. */
interface VisitorToken {
  channelId: string;
  hash: Buffer;
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** Makes a token and the hash of it that is stored. */
export function newVisitorToken(channelId: string): { token: string; hash: Buffer } {
  const token = `${channelId}.${randomToken()}`;
  return { token, hash: hashToken(token) };
}

/** Reads a token; null when it does not have our format. */
function readVisitorToken(token: unknown): VisitorToken | null {
  const match = typeof token === 'string' ? form.exec(token) : null;
  return match ? { channelId: match[1]!, hash: hashToken(match[0]) } : null;
}

/** Returns the token of an Authorization header. */
export const bearerOf = (authorization: string | undefined): string | null =>
  /^Visitor (\S{1,200})$/i.exec(authorization ?? '')?.[1] ?? null;

/** Finds visitors by their tokens. */
@Injectable()
export class FindVisitor {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly links: AnswerLinks,
  ) {}

  async byToken(token: unknown): Promise<Visitor | null> {
    const read = readVisitorToken(token);
    if (!read) return null;
    const channel = await this.channels.route(read.channelId);
    if (!channel?.active || channel.adapter.receive !== 'socket') return null;
    return inWorkspace(channel.workspaceId, async () => {
      const row = await firstRow<VisitorSessionRow>(this.database, sessionByToken, [read.hash, channel.id]);
      if (!row?.answerHash) return row && visitorOf(row, channel);
      const answers = await this.links.find(row.answerHash);
      return answers && visitorOf(row, channel, answers);
    });
  }

  /** Returns those of the sessions, of the workspace in context, that are still valid. */
  async stillGood(sessionIds: string[]): Promise<Set<string>> {
    const found = await this.database.query<{ id: string }>(goodSessions, [sessionIds]);
    return new Set(found.map(({ id }) => id));
  }
}
