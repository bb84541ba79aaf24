import { AccountTokens, CreateWorkspace, OfferSetUp } from '#libs/identity';
import type { Config } from '#libs/platform';
import { say } from './progress.js';
import { withConnection } from './with-database.js';

const demo = (url: string) => `
  Waypost is at   ${url}
  Sign in as      admin@demo.example, manager@demo.example or agent@demo.example
  Password        waypost-demo
  Playground      ${url}/playground   (a shop, a mailbox and a phone to write from)
`;

const plain = (url: string, setUp: string | null) => `
  Waypost is at   ${url}
${setUp ? `  Set it up here, once and within three days:\n  ${setUp}\n` : ''}`;

/** Says where to go and how to sign in. */
export async function welcome(config: Config): Promise<void> {
  const setUp = config.demo ? null : await withConnection(config, ({ database }) => new OfferSetUp(database, new AccountTokens(), new CreateWorkspace(database), config).link());
  say(config.demo ? demo(config.publicUrl) : plain(config.publicUrl, setUp));
}
