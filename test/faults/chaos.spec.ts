import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { EmbeddedPostgres, isAlive } from '../../apps/standalone/src/postgres/index.js';
import { textFrom } from '../../apps/playground/server/graph-api/index.js';
import { LoneWaypost } from '../support/lone-waypost.js';
import { visit } from '../support/visitor.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { until } from '../support/until.js';
import { isLong } from '../support/long.js';

/** How long something is killed again and again; otherwise each victim once, which tells no less of any. */
const seconds = isLong ? 120 : 0;
const longestCalm = isLong ? 4_000 : 500;
const patience = (seconds + 300) * 1000;
const mailAddress = 'support@shop.example';
/** Milliseconds between two messages of a lane. It only matters to have many under way when something dies. */
const [calm, dense] = [200, 20];

/** What dies on the spot, all of it. */
const victims = ['Waypost', 'Postgres'] as const;
type Victim = (typeof victims)[number];
const anyVictim = (): Victim => victims[Math.floor(Math.random() * victims.length)]!;
const after = (killed: Victim[]): Victim => victims.find((each) => !killed.includes(each)) ?? anyVictim();

/** What was sent in one conversation and acknowledged, in order. */
interface Lane {
  name: string;
  acknowledged: string[];
  send(marker: string): Promise<boolean>;
}

describe('F42 messages on all channels while Waypost and Postgres are killed at random', () => {
  const waypost = new LoneWaypost();
  let rest = calm;
  /** When the senders were to end. */
  let over: number | undefined;
  let whatsapp: WhatsappChannel;
  let owner: string;

  beforeAll(async () => {
    await waypost.start();
    const admin = await waypost.setUp();
    whatsapp = await whatsappChannel(admin);
    await admin.post('/api/v1/channels', { type: 'email', name: 'Mail', settings: { address: mailAddress } });
    owner = new EmbeddedPostgres({ dataDir: waypost.dataDir }).urls.databaseMigrationUrl;
  }, 120_000);
  afterAll(async () => {
    await whatsapp?.graph.close();
    await waypost.remove();
  }, 60_000);

  test(
    'none that was acknowledged is lost, none is there twice, and each conversation keeps its order',
    async () => {
      const chat = await waypost.admin.post<{ id: string }>('/api/v1/channels', {
        type: 'widget',
        name: 'Chat',
        settings: {},
      });
      const lanes = [...phones(), ...(await visitors(chat.body.id)), ...mailers()];
      const senders = lanes.map(keepSending);
      const killed = await killAtRandom(Date.now() + seconds * 1000);
      over = Date.now();
      await Promise.all(senders);
      expect(killed).toEqual(expect.arrayContaining([...victims]));
      await until(
        'it is ready',
        () =>
          fetch(`${waypost.process.url}/readyz`).then(
            ({ ok }) => ok,
            () => false,
          ),
        120_000,
      );
      const stored = await storedMarkers();
      const sent = lanes.flatMap((lane) => lane.acknowledged);
      expect(sent.length).toBeGreaterThan(lanes.length);
      expect(sent.filter((marker) => !stored.has(marker))).toEqual([]);
      expect([...stored.values()].filter((places) => places.length !== 1)).toEqual([]);
      for (const lane of lanes.filter(({ name }) => !name.startsWith('mail'))) {
        const seqs = lane.acknowledged.map((marker) => stored.get(marker)![0]!.seq);
        expect({ lane: lane.name, seqs }).toEqual({ lane: lane.name, seqs: seqs.toSorted((a, b) => a - b) });
      }
    },
    patience,
  );

  const phones = (): Lane[] =>
    Array.from({ length: 3 }, (_, index) => {
      const customer = { phone: `49151000099${index}`, name: `Phone ${index}` };
      const changes = new Map<string, ReturnType<typeof textFrom>>();
      return {
        name: `phone ${index}`,
        acknowledged: [],
        async send(marker) {
          const change = changes.get(marker) ?? textFrom(customer, marker);
          changes.set(marker, change);
          return (await whatsapp.graph.deliver(change)) === 200;
        },
      };
    });

  async function visitors(channelId: string): Promise<Lane[]> {
    return Promise.all(
      Array.from({ length: 3 }, async (_, index): Promise<Lane> => {
        const visitor = await visit(waypost.process.url, channelId);
        const ids = new Map<string, string>();
        return {
          name: `visitor ${index}`,
          acknowledged: [],
          async send(marker) {
            const id = ids.get(marker) ?? randomUUID();
            ids.set(marker, id);
            return (await visitor.post('/messages', { id, text: marker })).status === 201;
          },
        };
      }),
    );
  }

  const mailers = (): Lane[] =>
    Array.from({ length: 2 }, (_, index) => ({
      name: `mail ${index}`,
      acknowledged: [],
      async send(marker) {
        const transport = createTransport({
          host: '127.0.0.1',
          port: waypost.process.smtpPort,
          ignoreTLS: true,
          connectionTimeout: 2_000,
          socketTimeout: 15_000,
        });
        const raw = [
          `From: Ann <ann-${marker}@buyer.example>`,
          `To: ${mailAddress}`,
          `Subject: ${marker}`,
          `Message-ID: <${marker}@buyer.example>`,
          'Date: Sun, 22 Nov 2026 10:00:00 +0000',
          '',
          `${marker}\r\n`,
        ].join('\r\n');
        try {
          await transport.sendMail({ envelope: { from: `ann-${marker}@buyer.example`, to: mailAddress }, raw });
          return true;
        } finally {
          transport.close();
        }
      },
    }));

  /** Sends one marker after the other; one that is not acknowledged is delivered again, as a provider does. */
  async function keepSending(lane: Lane): Promise<void> {
    for (let count = 0; over === undefined; count++) {
      const marker = `m${lane.name.replace(' ', '')}n${count}x${randomUUID().slice(0, 8)}`;
      while (!(await lane.send(marker).catch(() => false))) {
        if (over !== undefined && Date.now() > over + 60_000) return;
        await pause(150);
      }
      lane.acknowledged.push(marker);
      await pause(rest);
    }
  }

  /** Every few seconds one of them dies: first each once, in either order, then any. Returns those that died. */
  async function killAtRandom(ends: number): Promise<Victim[]> {
    const killed: Victim[] = [];
    for (let next = anyVictim(); killed.length < victims.length || Date.now() < ends - 5_000; next = after(killed)) {
      await pause(1_500 + Math.random() * longestCalm);
      rest = dense;
      await pause(500);
      // One that was killed last time may not be up again.
      if (next === 'Postgres') process.kill(await until('a Postgres', livingPostmaster, 60_000), 'SIGKILL');
      else {
        await waypost.kill();
        await waypost.start();
      }
      killed.push(next);
      rest = calm;
    }
    return killed;
  }

  function livingPostmaster(): number | null {
    const file = path.join(waypost.dataDir, 'postgres/postmaster.pid');
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
    return pid && isAlive(pid) ? pid : null;
  }

  /** Where each marker is stored, read past the application. */
  async function storedMarkers(): Promise<Map<string, { ticketId: string; seq: number }[]>> {
    const client = new pg.Client(owner);
    await client.connect();
    const { rows } = await client.query(
      `select text, ticket_id as "ticketId", seq from messages where direction = 'inbound'`,
    );
    await client.end();
    const places = new Map<string, { ticketId: string; seq: number }[]>();
    for (const { text, ...place } of rows as { text: string; ticketId: string; seq: number }[])
      places.set(text.trim(), [...(places.get(text.trim()) ?? []), place]);
    return places;
  }
});
