const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,6})(?::(\d{1,3}))?$/;

/** Our `biz_opaque_callback_data`, which WhatsApp returns in each status of the message. */
export const callbackData = (messageId: string, attempt: number, index: number, parts: number): string =>
  `${messageId}:${attempt}${index === parts - 1 ? '' : `:${index}`}`;

/** The id and attempt of our message in a status, and whether the status is of its last part. */
export function readCallbackData(value: unknown): { messageId: string; attempt: number; last: boolean } | undefined {
  const match = typeof value === 'string' ? shape.exec(value) : null;
  return match ? { messageId: match[1]!, attempt: Number(match[2]), last: match[3] === undefined } : undefined;
}
