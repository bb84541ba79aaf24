import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel, requestTemplateSync } from '#libs/channels';
import { botPath, graphPath, pagePaths } from '#libs/demo';
import { Config, Database, Secrets, firstRow, inWorkspace, rows } from '#libs/platform';
import { activeChannels, demoShop, demoWorkspace, setApiAddress } from './demo-wiring.queries.js';

/** The demo's channels and shop, secrets opened: the playground stands in for their providers. */
export interface Wired {
  workspaceId: string;
  madeAt: Date;
  widget: { id: string; identitySecret: string };
  mail: { address: string; name: string }[];
  whatsapp: { id: string; phoneNumberId: string; accessToken: string; appSecret: string };
  /** Null where an admin has put the channel away, or a demo of before has none. */
  messenger: WiredPage | null;
  instagram: WiredPage | null;
  telegram: { id: string; botToken: string; webhookSecret: string } | null;
  shop: { id: string; domain: string; webhookSecret: string };
}
/** A page, or an account at Instagram. */
export interface WiredPage {
  id: string;
  pageId: string;
  pageAccessToken: string;
  appSecret: string;
}
interface StoreRow {
  id: string;
  domain: string;
  sealed: string;
  madeAt: Date;
}
interface ChannelsRow {
  type: string;
  ids: string[];
}

/** Looks up the demo workspace, and has its phone channels lead to this process. */
@Injectable()
export class DemoWiring {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {}

  /** Looked up anew each time: an admin may just have changed a channel. Null without a demo workspace. */
  async look(): Promise<Wired | null> {
    const workspace = await firstRow<{ id: string }>(this.database, demoWorkspace);
    return workspace && inWorkspace(workspace.id, () => this.describe(workspace.id));
  }

  /** Where this process is reached by the others of the installation. */
  get ownUrl(): string {
    const { host, port, embedded } = this.config;
    const anywhere = host === '0.0.0.0' || host === '::';
    const name = anywhere ? (embedded ? '127.0.0.1' : hostname()) : host;
    return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
  }

  private async describe(workspaceId: string): Promise<Wired | null> {
    const { widget, whatsapp, telegram, email, messenger, instagram } = await this.channelIds();
    const store = await firstRow<StoreRow>(this.database, demoShop);
    const [chat, phone, bot, page, account] = await Promise.all(
      [widget, whatsapp, telegram, messenger, instagram].map((ids) => (ids?.[0] ? this.channels.byId(ids[0]) : null)),
    );
    if (!chat || !phone || !store) return null;
    await this.aim(phone, graphPath);
    if (bot) await this.aim(bot, botPath);
    if (page) await this.aim(page, pagePaths.messenger);
    if (account) await this.aim(account, pagePaths.instagram);
    const mail = await Promise.all((email ?? []).map((id) => this.channels.byId(id)));
    const { phoneNumberId, accessToken, appSecret } = phone.settings as Record<string, string>;
    return {
      workspaceId,
      madeAt: store.madeAt,
      widget: { id: chat.id, identitySecret: String(chat.settings.identitySecret) },
      mail: mail.flatMap((channel) =>
        channel
          ? [{ address: String(channel.settings.address), name: String(channel.settings.displayName ?? channel.name) }]
          : [],
      ),
      whatsapp: { id: phone.id, phoneNumberId: phoneNumberId!, accessToken: accessToken!, appSecret: appSecret! },
      messenger: page ? pageOf(page, ['pageId', 'pageAccessToken']) : null,
      instagram: account ? pageOf(account, ['accountId', 'accessToken']) : null,
      telegram: bot
        ? { id: bot.id, botToken: String(bot.settings.botToken), webhookSecret: String(bot.settings.webhookSecret) }
        : null,
      shop: {
        id: store.id,
        domain: store.domain,
        webhookSecret: this.secrets.box('store-secrets').open(store.sealed, `store/${store.id}`),
      },
    };
  }

  private async channelIds(): Promise<Record<string, string[] | undefined>> {
    const found = await rows<ChannelsRow>(this.database, activeChannels);
    return Object.fromEntries(found.map(({ type, ids }) => [type, ids]));
  }

  /** The port may be another than at the last start. A channel that leads elsewhere by now is left alone. */
  private async aim({ id, settings, adapter }: ReadyChannel, path: string): Promise<void> {
    const wanted = this.ownUrl + path;
    if (settings.apiBaseUrl === wanted || !String(settings.apiBaseUrl).endsWith(path)) return;
    await this.database.transaction(async (tx) => {
      await tx.query(setApiAddress, [id, wanted]);
      if (adapter.listTemplates) await requestTemplateSync(tx, id);
    });
  }
}

function pageOf({ id, settings }: ReadyChannel, [pageId, token]: [string, string]): WiredPage {
  const of = (name: string) => String(settings[name]);
  return { id, pageId: of(pageId), pageAccessToken: of(token), appSecret: of('appSecret') };
}
