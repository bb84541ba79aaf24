const longest = 500;

/**
 * What may be told of an error. Drivers hang statements, parameters and rows on theirs, which hold what people wrote:
 * only name, code, message and stack are taken.
 */
export function describeError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error, message: cut(String(error)) };
  const { code } = error as NodeJS.ErrnoException;
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: cut(error.message),
    stack: frames(error.stack),
  };
}

/** The stack repeats the message, cut or not; only its frames are wanted. */
function frames(stack = '') {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}

function cut(text: string) {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
