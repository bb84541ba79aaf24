/** A part of the product that speaks to people, with one file or folder of texts a language. */
export type Face =
  /** The agents' app, and what it says of channels and shop platforms. */
  | 'web'
  /** The chat on a shop's pages. */
  | 'widget'
  /** The demo's shop, mailbox and phone. */
  | 'playground'
  /** What buyers are told about their orders. */
  | 'orders'
  /** How buyers ask where an order is. */
  | 'questions'
  /** Words that say nothing about what an article is for. */
  | 'articles'
  /** What stands under every automatic answer. */
  | 'automatic'
  /** What stands around a chat's answer that is sent by mail. */
  | 'mail'
  /** Saved replies, calendar and policy that a new workspace begins with. */
  | 'starters';

export interface Language {
  /** The first part of its BCP 47 tag: `zh` of `zh-CN`. */
  tag: string;
  /** What its speakers call it. */
  name: string;
  direction?: 'rtl';
  /** The tag that says the script as well, where the language alone leaves it open. */
  written?: string;
  /** Who speaks it in full. `npm run check -- languages` holds each against its files. */
  faces: readonly Face[];
}

const toBuyers: Face[] = ['orders', 'questions', 'articles', 'automatic'];
const ofShops: Face[] = [...toBuyers, 'widget', 'playground', 'mail', 'starters'];

/**
 * Every language of the product. A new one is its line here and its file in the `locales` folder of each face that the
 * line names. Who asks for a language that a face lacks is answered in English there: see `speak`.
 */
export const languages: readonly Language[] = [
  { tag: 'en', name: 'English', faces: [...ofShops, 'web'] },
  { tag: 'de', name: 'Deutsch', faces: [...ofShops, 'web'] },
  { tag: 'zh', name: '中文', written: 'zh-Hans', faces: [...ofShops, 'web'] },
  { tag: 'ar', name: 'العربية', direction: 'rtl', faces: [...ofShops, 'web'] },
  { tag: 'fr', name: 'Français', faces: ofShops },
  { tag: 'es', name: 'Español', faces: ofShops },
  { tag: 'it', name: 'Italiano', faces: toBuyers },
  { tag: 'pt', name: 'Português', faces: toBuyers },
  { tag: 'nl', name: 'Nederlands', faces: toBuyers },
  { tag: 'ja', name: '日本語', faces: toBuyers },
  { tag: 'ru', name: 'Русский', faces: ['questions', 'articles', 'automatic'] },
  { tag: 'pl', name: 'Polski', faces: ['questions', 'automatic'] },
  { tag: 'tr', name: 'Türkçe', faces: ['questions', 'automatic'] },
  { tag: 'uk', name: 'Українська', faces: ['questions', 'automatic'] },
  { tag: 'ko', name: '한국어', faces: ['questions', 'automatic'] },
];

/** The languages that a face speaks, in the order in which they are offered. */
export const spokenBy = (face: Face): Language[] => languages.filter(({ faces }) => faces.includes(face));

/** The language of a tag: `pt` of `pt-BR`. */
export const languageOf = (tag: string): string => tag.split(/[-_]/)[0]!.toLowerCase();

/**
 * The one rule by which every face chooses: the first wish whose language it speaks, whatever the region; English
 * where it speaks none of them.
 */
export function speak(wishes: readonly (string | null | undefined)[], spoken: readonly string[]): string {
  return wishes.map((wish) => wish && languageOf(wish)).find((tag) => tag && spoken.includes(tag)) || 'en';
}

/** Whether a language is written from right to left; known also of those that only customers speak. */
export const isRightToLeft = (tag: string): boolean => /^(ar|fa|he|ur)\b/.test(tag);
