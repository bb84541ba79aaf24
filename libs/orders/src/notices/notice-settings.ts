import { Controller, Injectable } from '@nestjs/common';
import { FindChannel } from '#libs/channels';
import {
  type InputOf,
  type NoticeForm,
  NoticeKind,
  type NoticeSettings,
  type NoticeTemplate,
  formsOfNotice,
  listNoticeSettings,
  putNoticeSettings,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent, audit } from '#libs/identity';
import { Database, Endpoint, Input, Problem, type Tx, rows } from '#libs/platform';
import { FindStore } from '#libs/stores';
import { saveSettings, settingsOfStore } from './notice.queries.js';

type Saved = Pick<NoticeSettings, 'kind' | 'active' | 'words' | 'templates'>;

/** Which news a store's buyers get, and in which words. */
@Injectable()
export class ManageNoticeSettings {
  constructor(
    private readonly database: Database,
    private readonly stores: FindStore,
    private readonly channels: FindChannel,
  ) {}

  async list(storeId: string, from: Tx | Database = this.database): Promise<NoticeSettings[]> {
    if (!(await this.stores.byId(storeId, from))) throw new Problem('not-found');
    const saved = await rows<Saved>(from, settingsOfStore, [storeId]);
    return NoticeKind.options.map((kind) => {
      const { active = true, words = [], templates = [] } = saved.find((each) => each.kind === kind) ?? {};
      return { kind, active, words, templates, forms: [...formsOfNotice[kind]] };
    });
  }

  save(
    agent: AgentContext,
    { storeId, kind }: InputOf<typeof putNoticeSettings>['params'],
    { active, words, templates }: InputOf<typeof putNoticeSettings>['body'],
  ): Promise<NoticeSettings> {
    refuseForms(kind, { words, templates: templates ?? [] });
    return this.database.transaction(async (tx) => {
      await this.list(storeId, tx);
      await this.refuseChannels(templates ?? []);
      const kept = templates ? JSON.stringify(templates) : null;
      await tx.query(saveSettings, [storeId, kind, active, JSON.stringify(words), kept]);
      const worded = words.map(({ form, locale }) => `${form}/${locale}`);
      const data = { kind, active, worded, ...(templates && { templates: templates.map(({ name }) => name) }) };
      await audit(tx, agent, { action: 'change-notices', targetKind: 'store', targetId: storeId, data });
      return (await this.list(storeId, tx)).find((each) => each.kind === kind)!;
    });
  }

  private async refuseChannels(templates: NoticeTemplate[]): Promise<void> {
    for (const [at, { channelId }] of templates.entries()) {
      const channel = await this.channels.byId(channelId);
      if (channel?.adapter.capabilities.templates) continue;
      throw refused(`templates.${at}.channelId`, 'not a channel with templates');
    }
  }
}

/** Each form has to be one of the kind. */
function refuseForms(kind: NoticeKind, given: Record<'words' | 'templates', { form: NoticeForm }[]>): void {
  for (const [field, all] of Object.entries(given)) {
    const wrong = all.findIndex(({ form }) => !formsOfNotice[kind].includes(form));
    if (wrong >= 0) throw refused(`${field}.${wrong}.form`, `not a form of ${kind}`);
  }
}

const refused = (path: string, message: string) =>
  new Problem('invalid-request', { errors: [{ path: `body.${path}`, message }] });

@Controller()
export class NoticeSettingsController {
  constructor(private readonly settings: ManageNoticeSettings) {}

  @Endpoint(listNoticeSettings)
  async list(@Input() { params }: InputOf<typeof listNoticeSettings>) {
    return { items: await this.settings.list(params.storeId) };
  }

  @Endpoint(putNoticeSettings)
  put(@Input() { params, body }: InputOf<typeof putNoticeSettings>, @CurrentAgent() agent: AgentContext) {
    return this.settings.save(agent, params, body);
  }
}
