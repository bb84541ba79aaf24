import { Injectable } from '@nestjs/common';
import { type NewWorkspace, WorkspaceSeed } from '#libs/identity';
import { type Tx, newId, readLocales, repository } from '#libs/platform';
import { SavedReplyEntity } from './saved-reply.entity.js';

/** Texts without variables that could have no value, so that none of them blocks sending. */
const locales = readLocales(new URL('./locales/', import.meta.url));
const shortcuts = ['thanks', 'order-number'];

/** Seeds a few saved replies in the languages of the widget, for a team to edit. */
@Injectable()
@WorkspaceSeed()
export class SeedReplies implements WorkspaceSeed {
  async seed(tx: Tx, { locale }: NewWorkspace): Promise<void> {
    for (const shortcut of shortcuts) {
      const variants = locales.tags.map((tag) => ({ locale: tag, body: locales.of(tag).texts[`${shortcut}.body`]! }));
      const name = locales.of(locale).texts[`${shortcut}.name`]!;
      await repository(tx, SavedReplyEntity).insert({ id: newId(), name, shortcut, teamId: null, variants });
    }
  }
}
