import { inspect } from 'node:util';

/** A start failed for a reason that the operator can mend. The message explains it and is shown without a stack. */
export class BootRefused extends Error {
  override readonly name: string = 'BootRefused';
}

/** The text for a failed start: the message alone when the operator can act on it, otherwise with the stack. */
export function explainFailure(error: unknown): string {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `✗ Something else listens on port ${port}. Choose another with PORT or SMTP_PORT.`;
  return error instanceof BootRefused ? `✗ ${error.message}` : inspect(error);
}

/** Starts a program. When that fails, prints why and exits. */
export async function startProgram(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exit(1);
  }
}
