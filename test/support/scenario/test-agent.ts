import { io, type Socket } from 'socket.io-client';
import type {
  AgentEvents,
  Draft,
  Message,
  ResponseOf,
  SlaClock,
  Ticket,
  TicketEvent,
  countTickets,
  listChanges,
} from '#libs/contracts';
import type { Answer, Client } from '../client.js';
import { until } from '../until.js';
import { describeEvent } from './describe-event.js';

/** What an agent may change on a ticket, and some things that they may not. */
export type Change = Record<string, unknown>;
export type Filter = Record<string, string | string[]>;
export type Hint = Parameters<AgentEvents['ticket:changed']>[0];
type OfTicket = Pick<Ticket, 'id'>;

interface Person {
  client: Client;
  id: string;
  name: string;
  names: Map<string, string>;
}

/** An agent who works by the API, and whose screen receives hints. */
export class TestAgent {
  private readonly hints: Hint[] = [];

  private constructor(
    private readonly person: Person,
    private readonly screen: Socket,
  ) {
    screen.on('ticket:changed', (hint: Hint) => void this.hints.push(hint));
    person.names.set(person.id, person.name);
  }

  static async atWork(person: Person): Promise<TestAgent> {
    const { url, token } = person.client;
    const screen = io(`${url}/agent`, { auth: { token }, transports: ['websocket'], forceNew: true });
    const agent = new TestAgent(person, screen);
    await until(`the screen of ${person.name}`, () => screen.connected);
    return agent;
  }

  get id(): string {
    return this.person.id;
  }
  get client(): Client {
    return this.person.client;
  }

  async read(ticket: OfTicket): Promise<Ticket> {
    return ok(await this.tryRead(ticket));
  }

  /** The same, where it may be refused. */
  tryRead({ id }: OfTicket): Promise<Answer<Ticket>> {
    return this.client.get<Ticket>(`/api/v1/tickets/${id}`);
  }

  async update(ticket: OfTicket, change: Change): Promise<Ticket> {
    return ok(await this.tryUpdate<Ticket>(ticket, change));
  }

  /** The same, where it may be refused. */
  tryUpdate<T = { type?: string }>({ id }: OfTicket, change: Change): Promise<Answer<T>> {
    return this.client.send<T>('PATCH', `/api/v1/tickets/${id}`, { body: change });
  }

  /** Answers the customer, and waits until that has left or failed, unless it waits to be undone. */
  async reply(ticket: OfTicket, text: string, more: object = {}): Promise<Message> {
    const message = await this.write(ticket, { text, visibility: 'public', ...more });
    return 'sendAfterSeconds' in more ? message : this.leaves(ticket, message);
  }

  /** Waits until a message is sent, or is known not to be. */
  leaves(ticket: OfTicket, { id, text }: Message): Promise<Message> {
    const left = async () =>
      (await this.messages(ticket)).find(
        (each) => each.id === id && each.deliveryStatus !== 'queued' && each.deliveryStatus !== 'sending',
      );
    return until(`“${text}” to leave`, left, 20_000, 25);
  }

  /** The same, where it may be refused. */
  tryReply({ id }: OfTicket, text: string, more: object = {}): Promise<Answer<Message>> {
    return this.client.post<Message>(`/api/v1/tickets/${id}/messages`, { text, visibility: 'public', ...more });
  }

  note(ticket: OfTicket, text: string): Promise<Message> {
    return this.write(ticket, { text, visibility: 'internal' });
  }

  async undoSend(ticket: OfTicket, message: Message): Promise<void> {
    ok(await this.tryUndoSend(ticket, message));
  }

  /** The same, where it may be refused. */
  tryUndoSend({ id }: OfTicket, message: Message): Promise<Answer> {
    return this.client.post(`/api/v1/tickets/${id}/messages/${message.id}/cancel`);
  }

  /** Sends a message again, where it may be refused. */
  trySendAgain({ id }: OfTicket, message: Message, basedOnSeq?: number): Promise<Answer> {
    const query = basedOnSeq === undefined ? '' : `?basedOnSeq=${basedOnSeq}`;
    return this.client.post(`/api/v1/tickets/${id}/messages/${message.id}/send-again${query}`);
  }

  /** Keeps a draft of an answer, and returns it as it is kept. */
  async draft({ id }: OfTicket, draft: Partial<Draft> & { attachmentIds?: string[] }): Promise<Draft | null> {
    const body = { text: '', visibility: 'public', ...draft };
    return ok(await this.client.send<{ draft: Draft | null }>('PUT', `/api/v1/tickets/${id}/draft`, { body })).draft;
  }

  async drafts({ id }: OfTicket): Promise<Draft[]> {
    return ok(await this.client.get<{ drafts: Draft[] }>(`/api/v1/tickets/${id}/draft`)).drafts;
  }

  /** Uploads a file for a message to be sent, and returns its id. */
  async upload(name: string): Promise<string> {
    const response = await fetch(`${this.client.url}/api/v1/attachments`, {
      method: 'POST',
      body: `the bytes of ${name}`,
      headers: {
        authorization: `Bearer ${this.client.token}`,
        'content-type': 'text/plain',
        'x-file-name': encodeURIComponent(name),
      },
    });
    return ((await response.json()) as { id: string }).id;
  }

  async messages({ id }: OfTicket): Promise<Message[]> {
    return ok(await this.client.get<{ items: Message[] }>(`/api/v1/tickets/${id}/messages`)).items;
  }

  /** The ticket's history as lines such as `Bo: status open → pending`. */
  async history({ id }: OfTicket): Promise<string[]> {
    const { items } = ok(await this.client.get<{ items: TicketEvent[] }>(`/api/v1/tickets/${id}/events?limit=100`));
    return items.map((event) => this.describe(event));
  }

  describe = (event: TicketEvent): string => describeEvent(event, this.person.names);

  /** The states of the ticket's clocks, by their kind. */
  async clocks({ id }: OfTicket): Promise<Partial<Record<SlaClock['kind'], SlaClock['state']>>> {
    const { items } = ok(await this.client.get<{ items: SlaClock[] }>(`/api/v1/tickets/${id}/clocks`));
    return Object.fromEntries(items.map(({ kind, state }) => [kind, state]));
  }

  async list(filter: Filter): Promise<Ticket[]> {
    const query = new URLSearchParams(
      Object.entries(filter).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
    );
    return ok(await this.client.get<{ items: Ticket[] }>(`/api/v1/tickets?${query.toString()}`)).items;
  }

  search = (words: string): Promise<Ticket[]> => this.list({ q: words });

  /** Whether the ticket is in the list under a filter. */
  async sees({ id }: OfTicket, filter: Filter): Promise<boolean> {
    return (await this.list(filter)).some((ticket) => ticket.id === id);
  }

  async counts(): Promise<ResponseOf<typeof countTickets>> {
    return ok(await this.client.get<ResponseOf<typeof countTickets>>('/api/v1/tickets/counts'));
  }

  /** What a screen fetches after a hint. */
  async changes({ id }: OfTicket, after: number): Promise<ResponseOf<typeof listChanges>> {
    return ok(await this.client.get<ResponseOf<typeof listChanges>>(`/api/v1/tickets/${id}/changes?after=${after}`));
  }

  /** The hints of a ticket that this agent's screen has received. */
  hintsOf({ id }: OfTicket): Hint[] {
    return this.hints.filter(({ ticketId }) => ticketId === id);
  }

  /** Closes the agent's screen. */
  leave(): void {
    this.screen.disconnect();
  }

  private async write({ id }: OfTicket, body: object): Promise<Message> {
    return ok(await this.client.post<Message>(`/api/v1/tickets/${id}/messages`, body));
  }
}

function ok<T>({ status, body }: Answer<T>): T {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}
