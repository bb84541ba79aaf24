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

/** A file that tickets of the demo carry; its bytes are stored once, however many do. */
export interface DemoFile {
  storageKey: string;
  contentType: string;
  size: number;
}

const types: Record<string, string> = { '.jpg': 'image/jpeg', '.pdf': 'application/pdf' };

/** Puts the demo's pictures and papers where attachments lie. */
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
