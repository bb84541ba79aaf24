import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { FindChannel, type ReadyChannel } from '#libs/channels';
import { type VisitorConfig, visitorLimits } from '#libs/contracts';
import { Database, Problem, inWorkspace } from '#libs/platform';
import { VISITOR_AVAILABILITY, type VisitorAvailability } from './visitor-availability.js';

const fewest = 5;
const keptMs = 5 * 60_000;
const mostKept = 1_000;

/** Median of the first answers by people to the newest tickets of two weeks. */
const measure = `
  select count(*)::int as n, percentile_cont(0.5) within group (order by extract(epoch from answered.at - t.created_at)) as seconds
  from (select id, workspace_id, created_at from tickets where channel_id = $1 and created_at > now() - interval '14 days' order by created_at desc limit 200) t
  join lateral (select min(m.created_at) as at from messages m
    where m.workspace_id = t.workspace_id and m.ticket_id = t.id and m.direction = 'outbound' and m.visibility = 'public' and m.author_kind = 'agent') answered on answered.at is not null`;

/** What the panel is told before anybody writes: what the shop is called, how it looks, and when to expect an answer. */
@Injectable()
export class DescribeWidget {
  private readonly measured = new Map<string, { seconds: number | null; until: number }>();

  constructor(private readonly database: Database, private readonly channels: FindChannel, private readonly modules: ModuleRef) {}

  async describe(channelId: string): Promise<VisitorConfig> {
    const channel = await this.channels.route(channelId);
    if (!channel?.active || channel.adapter.receive !== 'socket') throw new Problem('not-found');
    const { accent = null, greeting = null, replyMinutes } = channel.settings as { accent?: string; greeting?: string; replyMinutes?: number };
    return inWorkspace(channel.workspaceId, async () => ({
      name: await this.shopName(channel), accent, greeting,
      replySeconds: (await this.replySeconds(channelId)) ?? (replyMinutes ? replyMinutes * 60 : null),
      availability: await this.availability(channel),
      limits: visitorLimits,
    }));
  }

  private async shopName({ name, storeId }: ReadyChannel): Promise<string> {
    const [store] = storeId ? await this.database.query<{ name: string }>('select name from stores where id = $1', [storeId]) : [];
    return store?.name ?? name;
  }

  private async replySeconds(channelId: string): Promise<number | null> {
    const known = this.measured.get(channelId);
    if (known && known.until > Date.now()) return known.seconds;
    const [row] = await this.database.query<{ n: number; seconds: number | null }>(measure, [channelId]);
    const seconds = row && row.n >= fewest && row.seconds !== null ? Math.max(1, Math.round(row.seconds)) : null;
    if (this.measured.size >= mostKept) this.measured.clear();
    this.measured.set(channelId, { seconds, until: Date.now() + keptMs });
    return seconds;
  }

  /** Known only where some part of the installation keeps business hours. */
  private async availability(channel: ReadyChannel) {
    let hours: VisitorAvailability | null;
    try {
      hours = this.modules.get<VisitorAvailability>(VISITOR_AVAILABILITY, { strict: false });
    } catch {
      return null;
    }
    const now = await hours.of(channel);
    return now && { open: now.open, until: now.until?.toISOString() ?? null };
  }
}
