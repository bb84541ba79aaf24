import { Injectable } from '@nestjs/common';
import type { SavedReply } from '#libs/contracts';
import { type NewWorkspace, WorkspaceSeed } from '#libs/identity';
import {
  Database,
  Problem,
  type Repository,
  type Tx,
  newId,
  readLocales,
  repository,
  uniqueViolation,
  withInstantsAsText,
} from '#libs/platform';
import { SavedReplyEntity } from './replies.entity.js';

interface ReplyInput {
  name: string;
  shortcut: string;
  teamId: string | null;
  variants: { locale: string; body: string }[];
}

type Replies = Repository<SavedReplyEntity>;

/** Manages the workspace's saved replies. */
@Injectable()
export class ManageSavedReplies {
  constructor(private readonly database: Database) {}

  create(input: ReplyInput): Promise<SavedReply> {
    return this.write((replies) => replies.insert({ id: newId(), ...input }));
  }

  update(id: string, change: Partial<ReplyInput>): Promise<SavedReply> {
    return this.write((replies) => replies.update({ id }, { ...change, updatedAt: () => 'now()' }));
  }

  async delete(id: string): Promise<void> {
    if (!(await repository(this.database, SavedReplyEntity).delete({ id }))) throw new Problem('not-found');
  }

  private async write(change: (replies: Replies) => Promise<SavedReplyEntity | null>): Promise<SavedReply> {
    try {
      const saved = await change(repository(this.database, SavedReplyEntity));
      if (!saved) throw new Problem('not-found');
      const { workspaceId: _, createdAt: __, ...shown } = saved;
      return withInstantsAsText(shown);
    } catch (error) {
      if (uniqueViolation(error) === 'saved_replies_shortcut_key')
        throw new Problem('conflict', 'There is a reply with this shortcut already');
      throw error;
    }
  }
}

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
