import { type NewWorkspace, provideFurnishing } from '#libs/identity';
import { type Tx, newId, readLocales } from '#libs/platform';
import { insertReply } from './saved-reply.queries.js';

/** Texts that name nothing which could be missing, so that none of them blocks sending. */
const locales = readLocales(new URL('./locales/', import.meta.url));
const shortcuts = ['thanks', 'order-number'];

/** A few canned texts in the languages of the widget, for a team to make its own. */
async function furnish(tx: Tx, { locale }: NewWorkspace): Promise<void> {
  for (const shortcut of shortcuts) {
    const variants = locales.tags.map((tag) => ({ locale: tag, body: locales.of(tag).texts[`${shortcut}.body`] }));
    await tx.query(insertReply, [
      newId(),
      locales.of(locale).texts[`${shortcut}.name`],
      shortcut,
      null,
      JSON.stringify(variants),
    ]);
  }
}

export const furnishReplies = provideFurnishing(furnish);
