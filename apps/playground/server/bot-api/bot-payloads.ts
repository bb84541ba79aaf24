import type { BotFile, Sent } from './bot-memory.js';

/** A person with Telegram. */
export interface TelegramUser {
  /** Their id, which is also that of the private chat with them. */
  id: string;
  name: string;
  /** The language of their app. */
  locale?: string;
}
/** The bot that the stand-in plays. */
export interface Bot {
  id: number;
  name: string;
  username: string;
}

/** What a person writes. */
export const textFrom = (user: TelegramUser, text: string, messageId: number): object =>
  messageFrom(user, { text }, messageId);

/** A file of a person; its bytes are kept by the stand-in. */
export const fileFrom = (user: TelegramUser, file: BotFile, messageId: number, caption?: string): object =>
  messageFrom(user, { ...fileFields(file), ...(caption && { caption }) }, messageId);

/** Any message of a person to the bot, by its content. */
export const messageFrom = (user: TelegramUser, content: object, messageId: number): object => ({
  message: {
    message_id: messageId,
    from: { ...named(user), is_bot: false, ...(user.locale && { language_code: user.locale }) },
    chat: { ...named(user), type: 'private' },
    date: seconds(new Date()),
    ...content,
  },
});

/** How the API describes the bot. */
export const botFields = ({ id, name, username }: Bot): object => ({ id, is_bot: true, first_name: name, username });

/** How the API describes a message of the bot that it has taken. */
export const sentFields = (bot: Bot, { messageId, chatId, text, file, at }: Sent): object => ({
  message_id: messageId,
  from: botFields(bot),
  chat: { id: Number(chatId), type: 'private' },
  date: seconds(at),
  ...(file ? { ...fileFields(file), ...(text && { caption: text }) } : { text }),
});

function fileFields({ id, kind, name, contentType, bytes }: BotFile): object {
  const known = { file_id: id, file_unique_id: id.slice(-16), file_size: bytes.length };
  if (kind === 'document') return { document: { ...known, file_name: name, mime_type: contentType } };
  return {
    photo: [
      { ...known, file_id: `${id}-small`, width: 90, height: 60, file_size: 1_000 },
      { ...known, width: 1_280, height: 853 },
    ],
  };
}

function named({ id, name }: TelegramUser): object {
  const [first, ...rest] = name.split(' ');
  return { id: Number(id), first_name: first, ...(rest.length && { last_name: rest.join(' ') }) };
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1_000);

/** A successful answer of the Bot API. */
export const ok = (result: unknown) => ({ ok: true, result });

/** A failed one. */
export const botError = (code: number, description: string, parameters?: { retry_after: number }) => ({
  ok: false,
  error_code: code,
  description,
  ...(parameters && { parameters }),
});
