import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Config, openStorage } from '#libs/platform';

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
