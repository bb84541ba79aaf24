import type { DemoFileName } from './demo-files.js';
import type { Topic } from './languages.js';

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
