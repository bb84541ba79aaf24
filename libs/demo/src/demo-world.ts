import { UUID } from 'uuidv7';
import type { Secrets } from '#libs/platform';
import type { DemoFile, DemoFileName } from './demo-files.js';
import type { DemoOffice } from './demo-office.js';
import type { DemoArticle, DemoLocale, Language, Topic } from './demo-texts.js';
import type { Random } from './support/random.js';

export interface DemoAgent {
  id: string;
  name: string;
  teamIds: string[];
  languages: string[];
}
export interface DemoChannel {
  id: string;
  type: 'widget' | 'email' | 'whatsapp' | 'telegram';
  storeId: string;
  address?: string;
}
export interface DemoStore {
  id: string;
  key: 'home' | 'garden';
  name: string;
  currency: string;
  timeZone: string;
  locale: string;
  orderPrefix: string;
  products: { sku: string; price: number }[];
  /** Number of the next order. */
  nextOrder: number;
}

/** What the parts of the demo share: its present time, a random generator, texts, and the rows made so far. */
export interface DemoWorld {
  workspaceId: string;
  now: number;
  office: DemoOffice;
  random: Random;
  secrets: Secrets;
  languages: Record<DemoLocale, Language>;
  notes: Record<Topic, string[]>;
  articles: DemoArticle[];
  files: Record<DemoFileName, DemoFile>;
  agents: DemoAgent[];
  teamIds: [care: string, shipping: string];
  stores: DemoStore[];
  channels: DemoChannel[];
}

/** An id as it would have been made at that time. */
export const idAt = ({ random }: Pick<DemoWorld, 'random'>, at: number): string =>
  UUID.fromFieldsV7(
    Math.floor(at),
    random.whole(0, 0xfff),
    random.whole(0, 0x3fff_ffff),
    random.whole(0, 0xffff_ffff),
  ).toString();

export const iso = (at: number): string => new Date(at).toISOString();

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
