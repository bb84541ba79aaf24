import { Injectable } from '@nestjs/common';
import { FindChannel, channelRows } from '#libs/channels';
import { Database, inWorkspace } from '#libs/platform';
import { type Visitor, type VisitorSessionRow, visitorOf } from './visitor.js';
import { readVisitorToken } from './visitor-token.js';

export const sessionColumns = `id, channel_id as "channelId", visitor_id as "visitorId", subject, name, email, locale, expires_at as "expiresAt"`;

const byToken = `select ${sessionColumns} from visitor_sessions where token_hash = $1 and channel_id = $2 and ended_at is null and expires_at > now()`;
const stillGood = `
  select s.id from visitor_sessions s join ${channelRows} c on c.workspace_id = s.workspace_id and c.id = s.channel_id
  where s.id = any($1::uuid[]) and s.ended_at is null and s.expires_at > now() and c.active`;

/** Finds visitors by their tokens. */
@Injectable()
export class FindVisitor {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
  ) {}

  async byToken(token: unknown): Promise<Visitor | null> {
    const read = readVisitorToken(token);
    if (!read) return null;
    const channel = await this.channels.route(read.channelId);
    if (!channel?.active || channel.adapter.receive !== 'socket') return null;
    const [row] = await inWorkspace(channel.workspaceId, () =>
      this.database.query<VisitorSessionRow>(byToken, [read.hash, channel.id]),
    );
    return row ? visitorOf(row, channel) : null;
  }

  /** Returns those of the sessions, of the workspace in context, that are still valid. */
  async stillGood(sessionIds: string[]): Promise<Set<string>> {
    const found = await this.database.query<{ id: string }>(stillGood, [sessionIds]);
    return new Set(found.map(({ id }) => id));
  }
}
