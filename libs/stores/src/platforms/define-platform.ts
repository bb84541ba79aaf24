import type { z } from 'zod';
import type { OrderChange } from '../order-change.js';

/** A webhook as it came, body unparsed. */
export interface StoreRequest {
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** A store, as far as its platform is told of it. */
export interface PlatformStore<S> {
  domain: string | null;
  settings: Partial<S>;
}

/** What was delivered and verified but is not understood: kept as a dead letter. */
export interface NotUnderstood {
  reason: string;
}

/** How a platform tells of orders on its own. */
export interface PlatformWebhooks<S = any> {
  /** Whether the webhook is this store's own; said before anything is parsed. */
  verify(request: StoreRequest, store: PlatformStore<S>): boolean;
  /** Names under which a repetition of this delivery or of its event is known. */
  deliveryIds(request: StoreRequest): string[];
  parse(request: StoreRequest): OrderChange | NotUnderstood;
}

/** A kind of shop software: values in, values out, as a channel adapter is. */
export interface StorePlatform<S = any> {
  /** Stored with each store. Also the name of its folder. */
  type: string;
  /**
   * Its folder of texts, one file a language: `label`, of each setting its name and `.hint`, and `webhooks.hint` where
   * it sends any. A language that is missing is read in English.
   */
  texts: URL;
  /** What a store of its own is set up with, as with a channel adapter. All of it is sealed at rest. */
  settings: z.ZodType<S>;
  /** Left out by one whose orders come by the API alone. */
  webhooks?: PlatformWebhooks<S>;
}

/** Keeps a platform's own settings type. */
export const definePlatform = <S>(platform: StorePlatform<S>): StorePlatform<S> => platform;

export const isUnderstood = (parsed: OrderChange | NotUnderstood): parsed is OrderChange => !('reason' in parsed);
