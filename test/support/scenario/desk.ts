import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Ticket } from '#libs/contracts';
import { CreateWorkspace } from '#libs/identity';
import { Database, inWorkspace, type Tx, WorkerTimers } from '#libs/platform';
import type { Client } from '../client.js';
import { SmtpSink } from '../mail/smtp-sink.js';
import { startWaypost, type TestWaypost } from '../waypost.js';
import { whatsappChannel, type WhatsappChannel } from '../whatsapp-channel.js';
import { recordEvents } from './published-events.js';
import { TestAgent } from './test-agent.js';
import { TestCustomer } from './test-customer.js';

export const mailAddress = 'support@shop.example';
const hour = 3_600;
const target = (firstResponseSeconds: number, resolutionSeconds: number) => ({
  firstResponseSeconds,
  resolutionSeconds,
});

const targets = {
  low: target(4 * hour, 16 * hour),
  normal: target(2 * hour, 8 * hour),
  high: target(hour, 4 * hour),
  urgent: target(hour / 2, 2 * hour),
};

/** A Waypost with one workspace in which people work. */
export interface Desk {
  waypost: TestWaypost;
  /** The database behind its policies. */
  owner: pg.Client;
  whatsapp: WhatsappChannel;
  mailChannelId: string;
  mails: SmtpSink;
  teams: Record<'parcels' | 'refunds', string>;
  /** Sees every ticket. */
  admin: TestAgent;
  /** Both are of the team Parcels, which customers write to. */
  agent: TestAgent;
  colleague: TestAgent;
  /** Of the team Refunds. */
  outsider: TestAgent;
  /** A ticket of no team, which all of them see. */
  fence: Ticket;
  /** Runs a sweep of the worker's now. */
  sweep(name: string): Promise<void>;
  /** A further agent: of the team Parcels, or with the given fields. */
  hire(name: string, place?: object): Promise<TestAgent>;
  close(): Promise<void>;
}

/** Starts a Waypost with the people and channels that scenarios share. */
export async function openDesk(): Promise<Desk> {
  const mails = await SmtpSink.open();
  const waypost = await startWaypost({ env: { SMTP_URL: `smtp://127.0.0.1:${mails.port}` } });
  const owner = new pg.Client({ connectionString: waypost.database.ownerUrl });
  await owner.connect();
  await recordEvents(owner);
  const { member, admin: client } = await waypost.workspace();
  const teams = {
    parcels: await create(client, 'teams', { name: 'Parcels' }),
    refunds: await create(client, 'teams', { name: 'Refunds' }),
  };
  const names = new Map([
    [teams.parcels, 'Parcels'],
    [teams.refunds, 'Refunds'],
    [member.agentId, 'Ada'],
  ]);
  await create(client, 'sla-policies', { name: 'Standard', targets });
  const settings = { address: mailAddress };
  const mailChannelId = await create(client, 'channels', {
    type: 'email',
    name: 'Mail',
    teamId: teams.parcels,
    settings,
  });
  const whatsapp = await whatsappChannel(client, {}, { teamId: teams.parcels });
  const admin = await TestAgent.atWork({ client, id: member.agentId, name: 'Ada', names });
  const people = [admin];
  const hire = async (name: string, place: object = { teamIds: [teams.parcels] }) => {
    const hired = await TestAgent.atWork({
      ...(await addAgent(waypost, member.workspaceId, client, name, place)),
      names,
    });
    people.push(hired);
    return hired;
  };
  const [agent, colleague] = [await hire('Bo'), await hire('Cy')];
  const outsider = await hire('Di', { teamIds: [teams.refunds] });
  await new TestCustomer(whatsapp).writes('Good fences make good neighbours');
  const [first] = await admin.list({});
  return {
    waypost,
    owner,
    whatsapp,
    mailChannelId,
    mails,
    teams,
    admin,
    agent,
    colleague,
    outsider,
    hire,
    fence: await admin.update(first!, { teamId: null }),
    sweep: (name) => waypost.worker.get(WorkerTimers).runNow(name),
    close: async () => {
      for (const person of people) person.leave();
      await whatsapp.graph.close();
      await owner.end();
      await waypost.close();
      await mails.close();
    },
  };
}

/** An agent who has joined, signed in. */
async function addAgent(waypost: TestWaypost, workspaceId: string, admin: Client, name: string, place: object) {
  const email = `${randomBytes(6).toString('hex')}@shop.example`;
  const password = 'a-long-enough-password';
  const member = { name, email, password, role: 'agent' as const };
  const create = (tx: Tx) => waypost.api.get(CreateWorkspace).addMember(tx, workspaceId, member);
  const { agentId } = await inWorkspace(workspaceId, () => waypost.api.get(Database).transaction(create));
  const { status } = await admin.send('PATCH', `/api/v1/agents/${agentId}`, { body: place });
  if (status !== 200) throw new Error(`${name} did not get their place: ${status}`);
  return { client: await admin.signIn(email, password), id: agentId, name };
}

async function create(client: Client, what: string, body: object): Promise<string> {
  const answer = await client.post<{ id: string }>(`/api/v1/${what}`, body);
  if (answer.status !== 201) throw new Error(`No ${what}: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}
