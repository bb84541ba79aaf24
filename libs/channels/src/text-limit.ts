import type { Capabilities } from '#libs/contracts';

type Limits = Pick<Capabilities, 'maxTextLength' | 'maxTextBytes'>;

/** What a text is too long for, in words; null when a channel takes it. */
export function textLimitBroken(text: string, { maxTextLength, maxTextBytes }: Limits): string | null {
  if (text.length > maxTextLength) return `at most ${maxTextLength} characters on this channel`;
  if (maxTextBytes !== undefined && Buffer.byteLength(text) > maxTextBytes)
    return `at most ${maxTextBytes} bytes of UTF-8 on this channel`;
  return null;
}
