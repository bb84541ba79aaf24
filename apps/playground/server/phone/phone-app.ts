import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Shopper } from '#libs/demo';
import type { Wired } from '../demo-wiring.js';

/** An app on the phone, with its provider behind it. */
export interface PhoneApp {
  /** A request of the product to the provider. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** A line from a shopper to the shop. */
  write(wired: Wired, shopper: Shopper, text: string): Promise<void>;
  /** A picture that the shop has sent. */
  picture(id: string): { contentType: string; bytes: Buffer } | undefined;
  close(): Promise<void>;
}

/** Of what the shop sends only pictures are shown. */
export const isPicture = (contentType: string): boolean => /^image\/(png|jpeg|webp|gif)$/.test(contentType);
