import { signal } from '@preact/signals';
import type { VisitorMessage } from '#libs/contracts';
import { t } from './i18n.js';

/** What a screen reader says next, politely. */
export const announcement = signal('');

/** Says new answers; the log itself is silent, so that opening it does not read out the whole history. */
export function announce(answers: VisitorMessage[]) {
  const newest = answers.at(-1);
  if (!newest || Date.now() - Date.parse(newest.createdAt) > 60_000) return;
  announcement.value = `${newest.automatic ? t('chat.automatic') : (newest.author.name ?? t('chat.support'))}: ${newest.text}`;
}
