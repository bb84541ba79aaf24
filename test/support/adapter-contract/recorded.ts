import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ChannelAdapter, ChannelContext, Inbound, OutboundMessage, RawRequest, SendResult } from '#libs/channels';
import type { Exchange } from './stand-in-fetch.js';

/** The moment at which all recordings were made. */
export const recordedAt = new Date('2026-11-22T12:00:00Z');

interface WebhookFile {
  what: string;
  /** Where its provider documents it. */
  source?: string;
  request: {
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
    query?: Record<string, string>;
    body?: unknown;
    rawBody?: string;
    bodyFile?: string;
  };
  expected: unknown[];
}
interface SendFile {
  what: string;
  message: Omit<OutboundMessage, 'files'> & { files: { name: string; contentType: string; text: string }[] };
  exchanges: Exchange[];
  expected: SendResult;
}

/** A delivery as a provider documents it, and what it is to become. */
export interface RecordedWebhook {
  what: string;
  source: string | undefined;
  request: RawRequest;
  expected: unknown[];
}
/** A message of ours, the requests it is to make, and how it ends. */
export interface RecordedSend {
  what: string;
  message: OutboundMessage;
  exchanges: Exchange[];
  expected: SendResult;
}

/** Whether an adapter's folder holds recordings. */
export const hasRecordings = (adapter: ChannelAdapter): boolean => existsSync(`${folderOf(adapter)}/settings.json`);

/** The settings under which an adapter's recordings were made. */
export const recordedSettings = (adapter: ChannelAdapter): Record<string, string> =>
  readJson(`${folderOf(adapter)}/settings.json`);

export const recordedWebhooks = (adapter: ChannelAdapter): RecordedWebhook[] =>
  jsonFilesIn(folderOf(adapter))
    .filter((name) => name !== 'settings.json')
    .map((name) => webhook(folderOf(adapter), readJson(`${folderOf(adapter)}/${name}`)));

export const recordedSends = (adapter: ChannelAdapter): RecordedSend[] =>
  jsonFilesIn(`${folderOf(adapter)}/send`).map((name) => send(readJson(`${folderOf(adapter)}/send/${name}`)));

/** A context for an adapter with nothing behind it. */
export const contextOf = (
  settings: unknown,
  fetch: ChannelContext<unknown>['tools']['fetch'] = noFetch,
): ChannelContext<unknown> => ({
  channelId: '019a0c2e-0000-7000-8000-000000000001',
  settings,
  tools: {
    fetch,
    now: () => recordedAt,
    mail: { messageIdKey: 'key of the recordings', resolve: (host) => Promise.resolve(host) },
  },
  webhookUrl: 'https://help.shop.example/hooks/recorded/019a0c2e-0000-7000-8000-000000000001',
});

/** Results as the recordings write them: moments as text, kept bytes as `true`. */
export const asRecorded = (entries: Inbound[]): unknown =>
  JSON.parse(JSON.stringify(entries.map((entry) => ('raw' in entry && entry.raw ? { ...entry, raw: true } : entry))));

/** Beside an adapter's texts, in its own folder. */
const folderOf = ({ texts }: ChannelAdapter) => fileURLToPath(new URL('../payloads', texts));
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const jsonFilesIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];

function webhook(folder: string, { what, source, request, expected }: WebhookFile): RecordedWebhook {
  const { method = 'POST', headers = {}, query = {}, body, rawBody, bodyFile } = request;
  const bytes = bodyFile ? readFileSync(`${folder}/${bodyFile}`) : Buffer.from(rawBody ?? JSON.stringify(body));
  return { what, source, request: { method, headers, query, body: bytes }, expected };
}

const send = ({ message, ...rest }: SendFile): RecordedSend => ({
  ...rest,
  message: {
    ...message,
    files: message.files.map(({ text, ...file }) => ({
      ...file,
      bytes: Buffer.from(text),
      link: () => linkTo(file.name),
    })),
  },
});

const linkTo = (name: string) => `https://help.shop.example/files/${name}`;

const noFetch = () => Promise.reject(new Error('nothing is to be fetched here'));
