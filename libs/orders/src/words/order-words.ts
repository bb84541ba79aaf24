import type { NoticeKind, OrderStatus } from '#libs/contracts';
import { languageOf } from '#libs/tickets';
import { ar } from './locales/ar.js';
import { de } from './locales/de.js';
import { en } from './locales/en.js';
import { es } from './locales/es.js';
import { fr } from './locales/fr.js';
import { it } from './locales/it.js';
import { ja } from './locales/ja.js';
import { nl } from './locales/nl.js';
import { pt } from './locales/pt.js';
import { zh } from './locales/zh.js';

/** All that is said to a buyer about an order, in one language. What is put in is literal text. */
export interface OrderWords {
  /** Subjects of mails. */
  subject: Record<NoticeKind, (number: string) => string>;
  shipped(number: string, store: string): string;
  delivered(number: string, store: string): string;
  /** A new date, honestly; `before` is what was told until now. */
  delayed(number: string, date: string, before: string | null): string;
  /** Late, and nobody knows yet until when. */
  delayedOpen(number: string): string;
  parcel(carrier: string | null, tracking: string): string;
  follow(url: string): string;
  expected(date: string): string;
  /** What a buyer can do who has a question. */
  reply: string;
  /** What an answer to "where is my order" is called. */
  title: string;
  status: Record<OrderStatus, (number: string) => string>;
  lastScan(what: string, place: string | null, date: string): string;
  /** The date that was told has passed. */
  overdue(date: string): string;
  /** How to prove whose order it is, without a word on whether there is one. */
  verify: { intro: string; mail(address: string): string; whatsapp: string; signIn: string };
  /** Scans in words; others are told as the carrier wrote them. */
  scans: Record<string, string>;
}

const languages: Record<string, OrderWords> = { ar, de, en, es, fr, it, ja, nl, pt, zh };

/** The words of a language, and the tag that dates are written by; English where we have no other. */
export function orderWords(locale: string): { words: OrderWords; locale: string } {
  const words = languages[languageOf(locale)];
  return words ? { words, locale } : { words: en, locale: 'en' };
}
