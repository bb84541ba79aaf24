import type { VisitorTicket, VisitorMessage } from '#libs/contracts';
import { call } from './api.js';
import * as state from './state.js';

const mostRounds = 50;

/** Keeps the panel equal to the server, however many hints were lost on the way. */
export function createSync(
  token: () => string | null,
  guard: <T>(work: (token: string) => Promise<T>) => Promise<T>,
  arrived: (messages: VisitorMessage[]) => void,
) {
  /** How far the changes of the shown conversation are known. */
  let cursor = 0;
  /** An ended conversation that the visitor looks at by choice; otherwise the newest takes its place. */
  let chosen: string | null = null;
  let running: Promise<void> | null = null;
  let again = false;

  const take = (incoming: VisitorMessage[]) => {
    const known = new Set(state.messages.value.map((message) => message.id));
    state.messages.value = mergeMessages(state.messages.value, incoming);
    arrived(incoming.filter((message) => !known.has(message.id)));
  };
  const place = (current: VisitorTicket) => {
    state.ticket.value = current;
    state.tickets.value = [current, ...state.tickets.value.filter((each) => each.id !== current.id)].sort((a, b) =>
      a.id < b.id ? 1 : -1,
    );
  };
  const open = async (current: VisitorTicket) => {
    const page = await guard((bearer) =>
      call('listVisitorMessages', { params: { ticketId: current.id }, query: {} }, bearer),
    );
    // The conversation was read before its messages: what came between is asked for again, never missed.
    cursor = current.changeSeq;
    state.messages.value = [];
    state.hasEarlier.value = page.more;
    place(current);
    take(page.items);
  };
  const catchUp = async (id: string) => {
    for (let round = 0; round < mostRounds; round += 1) {
      const answer = await guard((bearer) =>
        call('listVisitorChanges', { params: { ticketId: id }, query: { after: cursor } }, bearer),
      );
      if (state.ticket.value?.id !== id) return;
      cursor = answer.changeSeq;
      place(answer.ticket);
      take(answer.messages);
      if (!answer.more) return;
    }
  };
  const round = async () => {
    if (!token()) return;
    const { items } = await guard((bearer) => call('listVisitorTickets', { query: {} }, bearer));
    state.tickets.value = items;
    const shown = state.ticket.value && items.find((each) => each.id === state.ticket.value!.id);
    const newest = items[0];
    if (!newest) return;
    if (!shown || (shown.closed && newest.id !== shown.id && shown.id !== chosen)) return open(newest);
    if (shown.changeSeq > cursor) return catchUp(shown.id);
    place(shown);
  };

  const sync = {
    /** Fetches what is new. A call during another makes it run once more, so that none is lost. */
    run(): Promise<void> {
      if (running) {
        again = true;
        return running;
      }
      running = round()
        .then(
          () => void (state.online.value = true),
          (error: { status?: number }) => void (state.online.value = error.status !== 0),
        )
        .finally(() => {
          running = null;
          if (again) {
            again = false;
            void sync.run();
          }
        });
      return running;
    },
    /** A message that the server has just acknowledged. */
    stored(message: VisitorMessage, ticketId: string) {
      chosen = null;
      if (state.ticket.value && state.ticket.value.id !== ticketId) return void sync.run();
      take([message]);
      if (!state.ticket.value) void sync.run();
    },
    async earlier() {
      const current = state.ticket.value;
      const first = state.messages.value[0];
      if (!current || !first || !state.hasEarlier.value) return;
      const page = await guard((bearer) =>
        call('listVisitorMessages', { params: { ticketId: current.id }, query: { beforeSeq: first.seq } }, bearer),
      );
      if (state.ticket.value?.id !== current.id) return;
      state.hasEarlier.value = page.more;
      take(page.items);
    },
    show(one: VisitorTicket) {
      chosen = one.id;
      return state.ticket.value?.id === one.id ? sync.run() : open(one);
    },
    forget() {
      cursor = 0;
      chosen = null;
      state.ticket.value = null;
      state.tickets.value = [];
      state.messages.value = [];
      state.hasEarlier.value = false;
    },
  };
  return sync;
}
export type Sync = ReturnType<typeof createSync>;

/** The messages by their place, each in its latest state, whichever way and however often they came. */
export function mergeMessages(known: VisitorMessage[], incoming: VisitorMessage[]): VisitorMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of incoming) {
    const before = byId.get(message.id);
    if (!before || before.changeSeq <= message.changeSeq) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}
