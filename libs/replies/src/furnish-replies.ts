import { type NewWorkspace, provideFurnishing } from '#libs/identity';
import { type Tx, newId, repository } from '#libs/platform';
import { languageOf } from '#libs/tickets';
import { defaultReplies } from './locales/default-replies.js';
import { SavedReplyEntity } from './saved-reply.entity.js';

/** A few canned texts in the languages of the widget, for a team to make its own. */
async function furnish(tx: Tx, { locale }: NewWorkspace): Promise<void> {
  for (const { shortcut, names, bodies } of defaultReplies) {
    const variants = Object.entries(bodies).map(([language, body]) => ({ locale: language, body }));
    const name = names[languageOf(locale)] ?? names['en']!;
    await repository(tx, SavedReplyEntity).insert({ id: newId(), name, shortcut, teamId: null, variants });
  }
}

export const furnishReplies = provideFurnishing(furnish);
