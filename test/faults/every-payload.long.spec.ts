import pg from 'pg';
import { EmbeddedPostgres } from '../../apps/standalone/src/postgres/index.js';
import type { StandInServer } from '../../apps/playground/server/stand-in/index.js';
import { adapterOf } from '#libs/channels';
import { recordedWebhooks } from '../support/adapter-contract/recorded.js';
import { LoneWaypost } from '../support/lone-waypost.js';
import { foldingSet } from '../support/mail/folding-set.js';
import { postMail } from '../support/mail/post-mail.js';
import { type Stored, channelOf, deliverTwice, expectOnce, idsOf, storedMessages } from './deliver-twice.js';

const address = 'support@shop.example';

/** The mails of the set for folding, as their programs would send them. */
function foldingMails(): Buffer[] {
  return foldingSet().map(({ title, subject, lines }, place) => {
    return Buffer.from(
      [
        `From: Buyer ${place} <buyer-${place}@buyer.example>`,
        `To: ${address}`,
        `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
        `Message-ID: <folding-${place}@buyer.example>`,
        `Content-Type: text/${title.includes('html') ? 'html' : 'plain'}; charset=utf-8`,
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(lines.map((line) => line.slice(1)).join('\n'))
          .toString('base64')
          .replace(/.{76}/g, '$&\r\n'),
        '',
      ].join('\r\n'),
    );
  });
}

describe('every recorded payload, delivered twice to the product as it is shipped', () => {
  const waypost = new LoneWaypost();
  const standIns: StandInServer<unknown>[] = [];
  let owner: pg.Client;
  beforeAll(async () => {
    await waypost.start();
    await waypost.setUp();
    owner = new pg.Client(new EmbeddedPostgres({ dataDir: waypost.dataDir }).urls.databaseMigrationUrl);
    await owner.connect();
  }, 120_000);
  afterAll(async () => {
    await owner?.end();
    await Promise.all(standIns.map((standIn) => standIn.close()));
    await waypost.remove();
  }, 60_000);

  const stored = async (channelId: string): Promise<Stored[]> =>
    (await owner.query<Stored>(storedMessages, [channelId])).rows;

  it.each(['whatsapp', 'telegram'] as const)(
    '%s: none is lost, empty or doubled',
    async (type) => {
      const { channelId, ids, standIn } = await deliverTwice(waypost.admin, type);
      standIns.push(standIn as StandInServer<unknown>);
      expectOnce(await stored(channelId), ids);
    },
    120_000,
  );

  it('mail: none is lost, empty or doubled', async () => {
    const channelId = await channelOf(waypost.admin, 'email', { address });
    const recorded = recordedWebhooks(adapterOf('email')!);
    const set = foldingMails();
    const port = waypost.process.smtpPort;
    for (let round = 0; round < 2; round++)
      for (const raw of [...recorded.map(({ request }) => Buffer.from(request.body)), ...set])
        await postMail(port, raw, address);
    expectOnce(await stored(channelId), recorded.flatMap(idsOf));
    // Ids of mails are digests: those of the set are counted.
    expect((await stored(channelId)).length - new Set(recorded.flatMap(idsOf)).size).toBe(set.length);
  }, 300_000);
});
