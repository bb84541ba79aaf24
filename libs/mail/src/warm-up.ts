import { languageOfText, openMailThreads } from '#libs/channels';

/** A start has enough to do, and a process that ends soon needs none of it. */
const afterMs = 3_000;

/**
 * Loads soon after the start what the first mails would wait for: the thread that reads them, the check of senders and
 * the tables of languages. A failure is none here: the mail that needs it tries again.
 */
export function warmUpForMail(): void {
  setTimeout(() => void load().catch(() => undefined), afterMs).unref();
}

async function load(): Promise<void> {
  await openMailThreads();
  await import('mailauth');
  await languageOfText('Where is my parcel?');
}
