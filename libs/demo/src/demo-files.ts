import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Config, openStorage } from '#libs/platform';
import type { Topic } from './demo-texts.js';

const names = [
  'teapot-crack.jpg',
  'cup-chip.jpg',
  'throw-moss.jpg',
  'box-crushed.jpg',
  'customs-letter.jpg',
  'two-charges.jpg',
  'return-label.pdf',
] as const;
export type DemoFileName = (typeof names)[number];

/** A file of the demo; its bytes are stored once, however many tickets have it. */
export interface DemoFile {
  storageKey: string;
  contentType: string;
  size: number;
}

const types: Record<string, string> = { '.jpg': 'image/jpeg', '.pdf': 'application/pdf' };

/** Stores the demo's pictures and documents as attachments are stored. */
export async function storeFiles(config: Config): Promise<Record<DemoFileName, DemoFile>> {
  const storage = openStorage(config);
  const stored = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(new URL(`data/files/${name}`, import.meta.url));
      return [
        name,
        { storageKey: await storage.put(bytes), contentType: types[path.extname(name)]!, size: bytes.length },
      ] as const;
    }),
  );
  return Object.fromEntries(stored) as Record<DemoFileName, DemoFile>;
}

interface Pick {
  topic: Topic;
  /** The product, by its article number. */
  sku: string;
  /** Which variant of the question was taken: some mention nothing that a photo could show. */
  asked: number;
}

const broken: Record<string, DemoFileName> = { 'TEA-01': 'teapot-crack.jpg', 'CUP-02': 'cup-chip.jpg' };

/** The photo of what the contact writes about; null when there is none. */
export function photoOf({ topic, sku, asked }: Pick): DemoFileName | null {
  if (topic === 'damaged') return broken[sku] ?? 'box-crushed.jpg';
  if (topic === 'wrong') return asked === 0 && sku === 'THR-03' ? 'throw-moss.jpg' : null;
  if (topic === 'customs') return 'customs-letter.jpg';
  return topic === 'payment' && asked === 1 ? 'two-charges.jpg' : null;
}

/** The share of contacts who send the photo with their first message. */
export const photoShare: Partial<Record<Topic, number>> = { damaged: 0.7, wrong: 0.6, customs: 0.3, payment: 0.3 };

/** The document that an answer brings along. */
export const paperOf = (topic: Topic): DemoFileName | null => (topic === 'return' ? 'return-label.pdf' : null);
