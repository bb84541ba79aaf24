const longest = 500;

/**
 * The parts of an error that may be logged: name, code, message and stack. Drivers attach statements, parameters and
 * rows, which contain what people wrote.
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

/** The frames of the stack, without the message that it repeats. */
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
