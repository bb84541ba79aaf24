import type { Attachment } from '#libs/contracts';
import { call } from '../../api/call.js';
import { recall, remember } from '../../lib/local.js';
import { createStore } from '../../lib/store.js';
import { createRepairer } from '../../realtime/repairer.js';
import { signedIn } from '../../session/me.js';
import { addUploaded } from './uploads.js';

export interface DraftState {
  text: string;
  visibility: 'public' | 'internal';
  /** Where the words are: on the server, on their way, or only in this browser. */
  kept: 'server' | 'saving' | 'device';
  at: number;
  /** A newer message stands above these words; its person has to look before they send. */
  review: boolean;
}

const empty: DraftState = { text: '', visibility: 'public', kept: 'server', at: 0, review: false };
const drafts = createStore<Record<string, DraftState>>({});
const saves = new Map<string, () => void>();
const storageKey = (ticketId: string) => `draft.${signedIn()?.agent.id}.${ticketId}`;

export const useDraft = (ticketId: string): DraftState => drafts.use()[ticketId] ?? empty;
export const draftOf = (ticketId: string): DraftState => drafts.get()[ticketId] ?? empty;

/** Fetches the draft of a ticket. Words that only this browser has are newer than the server's. */
export async function openDraft(ticketId: string): Promise<void> {
  const local = recall<{ text: string; visibility: DraftState['visibility'] } | null>(storageKey(ticketId), null);
  if (local && !drafts.get()[ticketId]) writeDraft(ticketId, local);
  if (draftOf(ticketId).kept !== 'server') return;
  const { draft } = await call('getDraft', { params: { ticketId } });
  if (draftOf(ticketId).kept !== 'server') return;
  put(ticketId, { ...empty, ...draftOf(ticketId), text: draft?.text ?? '', ...(draft && { visibility: draft.visibility, at: Date.parse(draft.updatedAt) }) });
}

/** Takes the words as they are typed; they are kept here at once and on the server a moment later. */
export function writeDraft(ticketId: string, change: Partial<Pick<DraftState, 'text' | 'visibility' | 'review'>>): void {
  const next: DraftState = { ...draftOf(ticketId), ...change, kept: 'saving', at: Date.now() };
  put(ticketId, next);
  remember(storageKey(ticketId), next.text ? { text: next.text, visibility: next.visibility } : undefined);
  saver(ticketId)();
}

export const clearDraft = (ticketId: string): void => writeDraft(ticketId, { text: '', review: false });

/** Gives words back that could not be sent. What was typed since stays, below them. */
export function restoreDraft(ticketId: string, { text, visibility, attachments, review }: { text: string; visibility: DraftState['visibility']; attachments?: Attachment[]; review?: boolean }): void {
  const typed = draftOf(ticketId).text;
  writeDraft(ticketId, { text: typed ? `${text}\n${typed}` : text, visibility, review: review ?? false });
  for (const attachment of attachments ?? []) addUploaded(ticketId, attachment);
}

const put = (ticketId: string, draft: DraftState) => drafts.set((all) => ({ ...all, [ticketId]: draft }));

function saver(ticketId: string): () => void {
  let save = saves.get(ticketId);
  if (!save) saves.set(ticketId, (save = createRepairer(() => saveDraft(ticketId), 700)));
  return save;
}

async function saveDraft(ticketId: string) {
  const { text, visibility, at } = draftOf(ticketId);
  try {
    await call('putDraft', { params: { ticketId }, body: { text, visibility } }, { keepalive: text.length < 20_000 });
    if (draftOf(ticketId).at !== at) return;
    put(ticketId, { ...draftOf(ticketId), kept: 'server' });
    remember(storageKey(ticketId), undefined);
  } catch {
    if (draftOf(ticketId).at === at) put(ticketId, { ...draftOf(ticketId), kept: 'device' });
    // Tried again until the server has it or other words took its place.
    setTimeout(() => draftOf(ticketId).kept === 'device' && saver(ticketId)(), 5000);
  }
}
