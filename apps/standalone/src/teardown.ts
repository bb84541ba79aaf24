import { say } from './progress.js';

interface Part {
  name: string;
  end: () => Promise<void> | void;
  withinMs: number;
}

/** What was started, to be ended in the opposite order: each gets its time, and none keeps the next from its end. */
export class Teardown {
  private readonly parts: Part[] = [];
  /** Whether every part ended in order and in time. */
  clean = true;

  add(name: string, end: Part['end'], withinMs = 45_000): void {
    this.parts.push({ name, end, withinMs });
  }

  async run(): Promise<void> {
    for (let part = this.parts.pop(); part; part = this.parts.pop()) {
      try {
        await withDeadline(part);
      } catch (error) {
        this.clean = false;
        say(`✗ ${part.name}: ${(error as Error).message}`);
      }
    }
  }
}

async function withDeadline({ end, withinMs }: Part) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`did not end within ${withinMs / 1000} s`)), withinMs);
  });
  try {
    await Promise.race([end(), late]);
  } finally {
    clearTimeout(timer);
  }
}
