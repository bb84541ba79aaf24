const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,6})(?::(\d{1,3}))?$/;

/** What we give along as `biz_opaque_callback_data`; WhatsApp hands it back in every status of the message. */
export const callbackData = (messageId: string, attempt: number, index: number, parts: number): string =>
  `${messageId}:${attempt}${index === parts - 1 ? '' : `:${index}`}`;

/** Our message behind a status, and whether the status is about its last part. */
export function readCallbackData(value: unknown): { messageId: string; last: boolean } | undefined {
  const match = typeof value === 'string' ? shape.exec(value) : null;
  return match ? { messageId: match[1]!, last: match[3] === undefined } : undefined;
}
