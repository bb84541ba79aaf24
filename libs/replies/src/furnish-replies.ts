import { type NewWorkspace, provideFurnishing } from '#libs/identity';
import { type Tx, newId } from '#libs/platform';
import { languageOf } from '#libs/tickets';
import { defaultReplies } from './locales/default-replies.js';
import { insertReply } from './saved-reply.queries.js';

/** A few canned texts in the languages of the widget, for a team to make its own. */
async function furnish(tx: Tx, { locale }: NewWorkspace): Promise<void> {
  for (const { shortcut, names, bodies } of defaultReplies) {
    const variants = Object.entries(bodies).map(([language, body]) => ({ locale: language, body }));
    await tx.query(insertReply, [
      newId(),
      names[languageOf(locale)] ?? names['en'],
      shortcut,
      null,
      JSON.stringify(variants),
    ]);
  }
}

export const furnishReplies = provideFurnishing(furnish);
