import { Controller, Injectable } from '@nestjs/common';
import {
  type InputOf,
  NoticeKind,
  type NoticeSettings,
  formsOfNotice,
  listNoticeSettings,
  putNoticeSettings,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent, audit } from '#libs/identity';
import { Database, Endpoint, Input, Problem, type Tx, rows } from '#libs/platform';
import { FindStore } from '#libs/stores';
import { saveSettings, settingsOfStore } from './notice.queries.js';

type Saved = Pick<NoticeSettings, 'kind' | 'active' | 'words'>;

/** Which news a store's buyers get, and in which words. */
@Injectable()
export class ManageNoticeSettings {
  constructor(
    private readonly database: Database,
    private readonly stores: FindStore,
  ) {}

  async list(storeId: string, from: Tx | Database = this.database): Promise<NoticeSettings[]> {
    if (!(await this.stores.byId(storeId, from))) throw new Problem('not-found');
    const saved = await rows<Saved>(from, settingsOfStore, [storeId]);
    return NoticeKind.options.map((kind) => {
      const { active = true, words = [] } = saved.find((each) => each.kind === kind) ?? {};
      return { kind, active, words, forms: [...formsOfNotice[kind]] };
    });
  }

  save(
    agent: AgentContext,
    { storeId, kind }: InputOf<typeof putNoticeSettings>['params'],
    { active, words }: InputOf<typeof putNoticeSettings>['body'],
  ): Promise<NoticeSettings> {
    const wrong = words.findIndex(({ form }) => !formsOfNotice[kind].includes(form));
    if (wrong >= 0)
      throw new Problem('invalid-request', {
        errors: [{ path: `body.words.${wrong}.form`, message: `not a form of ${kind}` }],
      });
    return this.database.transaction(async (tx) => {
      await this.list(storeId, tx);
      await tx.query(saveSettings, [storeId, kind, active, JSON.stringify(words)]);
      const data = { kind, active, worded: words.map(({ form, locale }) => `${form}/${locale}`) };
      await audit(tx, agent, { action: 'change-notices', targetKind: 'store', targetId: storeId, data });
      return (await this.list(storeId, tx)).find((each) => each.kind === kind)!;
    });
  }
}

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
