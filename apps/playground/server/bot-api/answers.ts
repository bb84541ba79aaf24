/** An answer as the Bot API words it. */
export const ok = (result: unknown) => ({ ok: true, result });

/** An error as the Bot API words it. */
export const botError = (code: number, description: string, parameters?: { retry_after: number }) => ({
  ok: false,
  error_code: code,
  description,
  ...(parameters && { parameters }),
});
