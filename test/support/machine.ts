/** A program of the machine, or the name of what is missing. */
interface Program {
  executable?: string;
  env?: Record<string, string>;
  missing?: string;
}

/** What the global set-up found on this machine. */
export const machine = JSON.parse(process.env.WAYPOST_TEST_MACHINE ?? '{}') as Record<
  'redis' | 'dovecot' | 'chromium' | 'nginx' | 'caddy',
  Program
>;

/** `describe` where the machine has the program; elsewhere the tests are skipped and their name says why. */
export function describeWith(need: keyof typeof machine, name: string, tests: () => void): void {
  const { missing } = machine[need];
  if (missing) describe.skip(`${name} (this machine lacks ${missing})`, tests);
  else describe(name, tests);
}

/** What queues and fan-out use. */
export type Backend = 'Postgres' | 'Redis';

/** `describe` once for each backend of queues and fan-out; its Redis is the tests' own to start. */
export function describeOnBoth(name: string, tests: (backend: Backend) => void): void {
  describe(`${name} on Postgres`, () => tests('Postgres'));
  describeWith('redis', `${name} on Redis`, () => tests('Redis'));
}
