import { useQuery } from '@tanstack/react-query';
import type { Attachment, Template, Ticket } from '#libs/contracts';
import { useChannelKind } from '../../api/channel-kinds.js';
import { call } from '../../api/call.js';
import { allPages } from '../../api/people.js';
import { keys } from '../../api/query-client.js';
import { createStore } from '../../lib/store.js';
import { useMinute } from '../../lib/now.js';
import { type DraftState, draftKey } from './drafts.js';
import { newestSeen } from './overtaking.js';
import { useUploads } from './uploads.js';

/** A template that is being filled in, in place of a reply. */
export interface TemplateChoice {
  /** Null until one is chosen. */
  template: Template | null;
  /** What the agent typed, by part and name as in `body.1`; all else is what was found. */
  typed: Record<string, string>;
  /** The file of the header. */
  file: Attachment | null;
  /** The agent has confirmed that this one may be sent. */
  isMeant: boolean;
  isPicking: boolean;
  /** The seq of the newest message that the agent has seen. */
  basedOnSeq: number;
}

const choices = createStore<Record<string, TemplateChoice | undefined>>({});
/** Those that were sent, to be restored when they are taken back. */
const sent = new Map<string, TemplateChoice>();

const none = { template: null, typed: {}, file: null, isMeant: false, isPicking: false, basedOnSeq: 0 };

/** The template of a ticket's composer; undefined while it is not asked for. */
export const useTemplateChoice = (ticketId: string): TemplateChoice | undefined => choices.use()[ticketId];

export function changeTemplate(ticketId: string, change: Partial<TemplateChoice>): void {
  choices.set((all) => {
    const before = all[ticketId] ?? { ...none, basedOnSeq: newestSeen(ticketId) };
    return { ...all, [ticketId]: { ...before, ...change } };
  });
}

/** Takes a template, with nothing typed yet. */
export const chooseTemplate = (ticketId: string, template: Template): void =>
  changeTemplate(ticketId, { ...none, template, basedOnSeq: newestSeen(ticketId) });

export const closeTemplate = (ticketId: string): void => choices.set((all) => ({ ...all, [ticketId]: undefined }));

/** Closes a template that is on its way. */
export function noteTemplateSent(ticketId: string): void {
  const choice = choices.get()[ticketId];
  if (choice) sent.set(ticketId, choice);
  closeTemplate(ticketId);
}

/** Shows the template that was sent last again: it was taken back, or another message came first. */
export function restoreTemplate(ticketId: string): void {
  const choice = sent.get(ticketId);
  if (choice) choices.set((all) => ({ ...all, [ticketId]: { ...choice, basedOnSeq: newestSeen(ticketId) } }));
}

const noTemplates: Template[] = [];

/** All templates of a channel; undefined until loaded. */
export function useTemplates(channelId: string, isWanted: boolean): Template[] | undefined {
  const { data } = useQuery({
    queryKey: keys.templates(channelId),
    queryFn: () =>
      allPages((cursor) => call('listTemplates', { params: { channelId }, query: { limit: 100, cursor } })),
    enabled: isWanted,
    staleTime: 60_000,
  });
  return isWanted ? data : noTemplates;
}

export interface TemplateMode {
  /** The channel may have templates, of which one can be chosen. */
  isOffered: boolean;
  /** A template is written, and no reply. */
  isOn: boolean;
  isWindowOver: boolean;
}

/** Whether the composer writes a template: the agent asked for one, or nothing else may be sent. */
export function useTemplateMode(ticket: Ticket, { text, visibility }: DraftState): TemplateMode {
  const kind = useChannelKind(ticket.channel.type);
  const choice = useTemplateChoice(ticket.id);
  const uploads = useUploads(draftKey(ticket.id, 'public'));
  const now = useMinute();
  const isWindowOver = ticket.replyWindowEndsAt !== null && Date.parse(ticket.replyWindowEndsAt) <= now;
  const isPublic = visibility === 'public' && ticket.status !== 'closed';
  const isTaken = isPublic && kind?.capabilities.templates === true;
  const templates = useTemplates(ticket.channel.id, isTaken && isWindowOver) ?? noTemplates;
  const isOffered = isTaken && (!isWindowOver || templates.length > 0);
  // What was typed before the window closed stays in sight.
  const isOnlyWay = isWindowOver && text.trim() === '' && uploads.length === 0;
  return { isOffered, isOn: isOffered && (choice !== undefined || isOnlyWay), isWindowOver };
}
