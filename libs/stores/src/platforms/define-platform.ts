import type { z } from 'zod';
import type { OrderChange } from '../order-change.js';

/** A webhook request with its body unparsed. */
export interface StoreRequest {
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** The part of a store that its platform gets. */
export interface PlatformStore<S> {
  domain: string | null;
  settings: Partial<S>;
}

/** What was delivered and verified but cannot be parsed: kept as a dead letter. */
export interface NotUnderstood {
  reason: string;
}

/** How a platform sends its orders. */
export interface PlatformWebhooks<S = any> {
  /** Whether the webhook is this store's own; checked before anything is parsed. */
  verify(request: StoreRequest, store: PlatformStore<S>): boolean;
  /** Ids by which a repetition of this delivery or of its event is recognised. */
  deliveryIds(request: StoreRequest): string[];
  parse(request: StoreRequest): OrderChange | NotUnderstood;
}

/** A kind of shop software, as pure functions like a channel adapter. */
export interface StorePlatform<S = any> {
  /** Stored with each store. Also the name of its folder. */
  type: string;
  /**
   * Its folder of texts, one file a language: `label`, of each setting its name and `.hint`, and `webhooks.hint` where
   * it sends any. A language that is missing is read in English.
   */
  texts: URL;
  /** The settings of a store, as with a channel adapter. All of them are sealed at rest. */
  settings: z.ZodType<S>;
  /** Left out by a platform whose orders come only by the API. */
  webhooks?: PlatformWebhooks<S>;
}

/** Keeps a platform's own settings type. */
export const definePlatform = <S>(platform: StorePlatform<S>): StorePlatform<S> => platform;

export const isUnderstood = (parsed: OrderChange | NotUnderstood): parsed is OrderChange => !('reason' in parsed);
