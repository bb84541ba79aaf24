import type { Params } from './read-params.js';

const MAX_TEXT = 4_096;
const MAX_CAPTION = 1_024;

/** What the Bot API would object to in a message, undefined when nothing. */
export function whyInvalid(method: string, { fields, files }: Params): string | undefined {
  const { chat_id: chatId = '', text = '', caption = '' } = fields;
  if (!chatId) return 'chat_id is empty';
  if (!/^\d{1,20}$/.test(chatId)) return 'chat not found';
  if (caption.length > MAX_CAPTION) return 'message caption is too long';
  if (method !== 'sendMessage')
    return files[kindOf(method)] ? undefined : `there is no ${kindOf(method)} in the request`;
  if (!text.trim()) return 'message text is empty';
  return text.length > MAX_TEXT ? 'message is too long' : undefined;
}

/** The file that a method sends. */
export const kindOf = (method: string): 'photo' | 'document' => (method === 'sendPhoto' ? 'photo' : 'document');
