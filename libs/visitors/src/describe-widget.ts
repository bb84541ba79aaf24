import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { FindChannel, type ReadyChannel } from '#libs/channels';
import {
  type InputOf,
  type VisitorArticle,
  type VisitorConfig,
  type searchVisitorArticles,
  visitorLimits,
} from '#libs/contracts';
import { Database, Problem, contributed, inWorkspace } from '#libs/platform';
import { shopName } from './visitors.queries.js';

/** Whether the team is there, and until when that holds; null when there are no business hours. */
export interface VisitorAvailability {
  of(channel: ReadyChannel): Promise<{ open: boolean; until: Date | null } | null>;
}
/** How long an agent takes to answer on a channel. */
export interface VisitorReplyTime {
  /** Seconds; null when there are too few answers to measure. */
  of(channel: ReadyChannel): Promise<number | null>;
}
/** Help pages for visitors: those that match the words, or without words the most requested ones. */
export interface VisitorHelp {
  search(channel: ReadyChannel, wish: { q: string; locale: string; limit: number }): Promise<VisitorArticle[]>;
}

/** Nest tokens under which other libs provide these to the widget. */
export const VISITOR_AVAILABILITY = Symbol('availability for visitors');
export const VISITOR_REPLY_TIME = Symbol('reply time for visitors');
export const VISITOR_HELP = Symbol('help for visitors');

const keptMs = 5 * 60_000;
const mostKept = 1_000;

/** What the widget needs before the first message: the shop's name, the appearance, and when to expect an answer. */
@Injectable()
export class DescribeWidget {
  private readonly measured = new Map<string, { seconds: number | null; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly modules: ModuleRef,
  ) {}

  async describe(channelId: string): Promise<VisitorConfig> {
    const channel = await this.channel(channelId);
    const {
      accent = null,
      greeting = null,
      replyMinutes,
    } = channel.settings as { accent?: string; greeting?: string; replyMinutes?: number };
    return inWorkspace(channel.workspaceId, async () => ({
      name: await this.shopName(channel),
      accent,
      greeting,
      replySeconds: (await this.replySeconds(channel)) ?? (replyMinutes ? replyMinutes * 60 : null),
      availability: await this.availability(channel),
      limits: visitorLimits,
    }));
  }

  /** Help pages; none when no installed lib provides them. */
  async help({ channelId, ...wish }: InputOf<typeof searchVisitorArticles>['query']): Promise<VisitorArticle[]> {
    const channel = await this.channel(channelId);
    const help = contributed<VisitorHelp>(this.modules, VISITOR_HELP);
    return help ? inWorkspace(channel.workspaceId, () => help.search(channel, wish)) : [];
  }

  /** The channel's name is the team's own. */
  private async shopName({ storeId }: ReadyChannel): Promise<string> {
    const [found] = await this.database.query<{ name: string }>(shopName, [storeId]);
    return found?.name ?? '';
  }

  /** Null when no installed lib measures it. */
  private async replySeconds(channel: ReadyChannel): Promise<number | null> {
    const known = this.measured.get(channel.id);
    if (known && known.until > Date.now()) return known.seconds;
    const seconds = (await contributed<VisitorReplyTime>(this.modules, VISITOR_REPLY_TIME)?.of(channel)) ?? null;
    if (this.measured.size >= mostKept) this.measured.clear();
    this.measured.set(channel.id, { seconds, until: Date.now() + keptMs });
    return seconds;
  }

  /** Null when no installed lib keeps business hours. */
  private async availability(channel: ReadyChannel): Promise<VisitorConfig['availability']> {
    const now = await contributed<VisitorAvailability>(this.modules, VISITOR_AVAILABILITY)?.of(channel);
    return now ? { open: now.open, until: now.until?.toISOString() ?? null } : null;
  }

  private async channel(channelId: string): Promise<ReadyChannel> {
    const channel = await this.channels.route(channelId);
    if (!channel?.active || channel.adapter.receive !== 'socket') throw new Problem('not-found');
    return channel;
  }
}
