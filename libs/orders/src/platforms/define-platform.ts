import type { OrderChange } from '../order-change.js';

/** A webhook as it came, body unparsed. */
export interface StoreRequest {
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** What a platform's webhook is checked against. */
export interface StoreSettings {
  domain: string | null;
  webhookSecret: string | null;
}

/** What was delivered and verified but is not understood: kept as a dead letter. */
export interface NotUnderstood {
  reason: string;
}

/** A kind of shop software: values in, values out, as a channel adapter is. */
export interface StorePlatform {
  type: string;
  /** Whether the webhook is this store's own; said before anything is parsed. */
  verify(request: StoreRequest, settings: StoreSettings): boolean;
  /** Names under which a repetition of this delivery or of its event is known. */
  deliveryIds(request: StoreRequest): string[];
  parse(request: StoreRequest): OrderChange | NotUnderstood;
}

/** Keeps a platform's literal types. */
export const definePlatform = (platform: StorePlatform): StorePlatform => platform;

export const isUnderstood = (parsed: OrderChange | NotUnderstood): parsed is OrderChange => !('reason' in parsed);
