import { inspect } from 'node:util';

/** A start that fails for a reason which its message explains to whoever started it: shown without a stack. */
export class BootRefused extends Error {
  override readonly name: string = 'BootRefused';
}

/** What a program says that could not start: a line where a person can act on it; what is a fault of ours comes with its stack. */
export function explainFailure(error: unknown): string {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `✗ Something else listens on port ${port}. Choose another with PORT or SMTP_PORT.`;
  return error instanceof BootRefused ? `✗ ${error.message}` : inspect(error);
}

/** Runs what a program does to start; one that cannot says why and ends. */
export async function startProgram(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exit(1);
  }
}
