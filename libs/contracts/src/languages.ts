/** A part of the product with texts, one file or folder per language. */
export type Face =
  /** The agents' app, what it says of channels and shop platforms, and the mails with an agent's links. */
  | 'web'
  /** The chat on a shop's pages. */
  | 'widget'
  /** The demo's shop, mailbox and phone. */
  | 'playground'
  /** Notices to contacts about their orders. */
  | 'orders'
  /** Words with which contacts ask where an order is. */
  | 'questions'
  /** Stop words of the search for articles. */
  | 'articles'
  /** The text below each automatic answer. */
  | 'automatic'
  /** The text around a chat's answer that is sent by mail. */
  | 'mail'
  /** Seeds of a new workspace: saved replies, calendar and policy. */
  | 'starters';

export interface Language {
  /** The first part of its BCP 47 tag: `zh` of `zh-CN`. */
  tag: string;
  /** What its speakers call it. */
  name: string;
  direction?: 'rtl';
  /** The tag with the script, when the language alone is ambiguous. */
  written?: string;
  /** The faces with all texts in it. `npm run check -- languages` compares them with the files. */
  faces: readonly Face[];
}

const toBuyers: Face[] = ['orders', 'questions', 'articles', 'automatic'];
const ofShops: Face[] = [...toBuyers, 'widget', 'playground', 'mail', 'starters'];

/**
 * All languages of the product. To add one, add a line here and a file in the `locales` folder of each face that the
 * line names. A face that lacks a language uses English: see `speak`.
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

/** The languages of a face, in the order of the menu. */
export const spokenBy = (face: Face): Language[] => languages.filter(({ faces }) => faces.includes(face));

/** The language of a tag: `pt` of `pt-BR`. */
export const languageOf = (tag: string): string => tag.split(/[-_]/)[0]!.toLowerCase();

/**
 * Chooses a face's language, the same for all faces: the first of the wanted tags whose language it has, in any region;
 * otherwise English.
 */
export function speak(wishes: readonly (string | null | undefined)[], spoken: readonly string[]): string {
  return wishes.map((wish) => wish && languageOf(wish)).find((tag) => tag && spoken.includes(tag)) || 'en';
}

/** Whether a language is written from right to left, also for languages that the product lacks but contacts use. */
export const isRightToLeft = (tag: string): boolean => /^(ar|fa|he|ur)\b/.test(tag);
