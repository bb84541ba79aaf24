export { BotApi, type BotApiOptions } from './bot-api.js';
export type { BotFile, Sent } from './bot-memory.js';
export { fileFrom, messageFrom, type TelegramUser, textFrom } from './bot-payloads.js';
