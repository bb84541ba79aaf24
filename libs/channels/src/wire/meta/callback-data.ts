const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,6})(?::(\d{1,3}))?$/;

/** What we have Meta return with each status or echo of a message: our id, the attempt, and which part it is. */
export const callbackData = (messageId: string, attempt: number, index: number, parts: number): string =>
  `${messageId}:${attempt}${index === parts - 1 ? '' : `:${index}`}`;

/** The id and attempt of a message, and whether it is about its last part. Undefined for a mark of another form. */
export function readCallbackData(value: unknown): { messageId: string; attempt: number; isLast: boolean } | undefined {
  const match = typeof value === 'string' ? shape.exec(value) : null;
  return match ? { messageId: match[1]!, attempt: Number(match[2]), isLast: match[3] === undefined } : undefined;
}
