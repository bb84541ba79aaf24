import { computed, signal } from '@preact/signals';
import type { VisitorArticle, VisitorConfig, VisitorTicket, VisitorMessage } from '#libs/contracts';

/** A message that is not yet known to be stored: kept on the device until the server says so. */
export interface OutboxEntry {
  id: string;
  /** Orders the queue; wall time and a counter, so that it also holds after a reload. */
  order: string;
  text: string;
  files: OutboxFile[];
  at: string;
  state: 'waiting' | 'failed';
}
export interface OutboxFile {
  key: string;
  name: string;
  contentType: string;
  size: number;
  /** Set once its bytes are at the server. */
  attachmentId?: string;
}

export type View =
  | { name: 'home' }
  | { name: 'chat' }
  | { name: 'mailed'; state: 'ready' | 'opening' | 'over' | 'down' }
  | { name: 'article'; article: VisitorArticle };

export const view = signal<View>({ name: 'home' });
/** Whether the shopper sees the panel. */
export const open = signal(false);
export const config = signal<VisitorConfig | null>(null);
/** Why the panel cannot start, when it cannot. */
export const broken = signal(false);
export const hasEmail = signal(false);
/** Whether the panel shows what was mailed to its reader, by the link of the mail. */
export const isMailed = signal(false);
export const tickets = signal<VisitorTicket[]>([]);
export const ticket = signal<VisitorTicket | null>(null);
export const messages = signal<VisitorMessage[]>([]);
/** Whether older messages can be fetched. */
export const hasEarlier = signal(false);
export const outbox = signal<OutboxEntry[]>([]);
export const agentTyping = signal<{ name: string | null } | null>(null);
/** Whether the server can be reached, as last seen. */
export const online = signal(true);
/** A short notice, such as of a file that is too large. */
export const notice = signal<string | null>(null);

/** What a screen reader says next, politely. */
export const announcement = signal('');

export const unread = computed(() => tickets.value.reduce((sum, each) => sum + each.unread, 0));
