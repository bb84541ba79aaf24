import type { Attachment, Draft } from '#libs/contracts';
import { call } from '../../api/call.js';
import { recall, remember } from '../../lib/local.js';
import { createStore } from '../../lib/store.js';
import { createRepairer } from '../../realtime/repairer.js';
import { signedIn } from '../../session/me.js';
import { addUploaded } from './uploads.js';

/** A reply to the customer, or a note for the team. */
export type DraftKind = Draft['visibility'];

export interface DraftState {
  text: string;
  visibility: DraftKind;
  /** Where the words are: on the server, on their way, or only in this browser. */
  kept: 'server' | 'saving' | 'device';
  at: number;
  /** A newer message stands above these words; its person has to look before they send. */
  review: boolean;
}

interface Kinds extends Partial<Record<DraftKind, DraftState>> {
  /** The kind that stands in the composer. */
  shown?: DraftKind;
}

const kinds: DraftKind[] = ['public', 'internal'];
const empty: Record<DraftKind, DraftState> = {
  public: { text: '', visibility: 'public', kept: 'server', at: 0, review: false },
  internal: { text: '', visibility: 'internal', kept: 'server', at: 0, review: false },
};
const drafts = createStore<Record<string, Kinds>>({});
const saves = new Map<string, () => void>();
const storageKey = (ticketId: string, kind: DraftKind) => `draft.${signedIn()?.agent.id}.${ticketId}.${kind}`;

const shownOf = (all: Kinds = {}) => draftIn(all, all.shown ?? 'public');
const draftIn = (all: Kinds | undefined, kind: DraftKind) => all?.[kind] ?? empty[kind];
const draftOf = (ticketId: string, kind: DraftKind): DraftState => draftIn(drafts.get()[ticketId], kind);

/** The draft that stands in the composer of a ticket. A reply and a note never share their words. */
export const useDraft = (ticketId: string): DraftState => shownOf(drafts.use()[ticketId]);

/** Names what belongs to one draft of one ticket. */
export const draftKey = (ticketId: string, kind: DraftKind): string => `${ticketId}.${kind}`;

/** The kind of draft that stands in the composer of a ticket. */
export const shownKind = (ticketId: string): DraftKind => shownOf(drafts.get()[ticketId]).visibility;

/** Puts the reply or the note of a ticket into the composer. */
export const showDraft = (ticketId: string, shown: DraftKind): void =>
  drafts.set((all) => ({ ...all, [ticketId]: { ...all[ticketId], shown } }));

/**
 * Fetches the drafts of a ticket and shows the newest. Words that only this browser has are newer than the server's.
 */
export async function openDrafts(ticketId: string): Promise<void> {
  for (const kind of kinds) {
    const local = recall<{ text: string } | null>(storageKey(ticketId, kind), null);
    if (local && !drafts.get()[ticketId]?.[kind]) writeDraft(ticketId, local, kind);
  }
  const { drafts: kept } = await call('getDrafts', { params: { ticketId } });
  for (const kind of kinds) {
    const before = draftOf(ticketId, kind);
    const found = kept.find(({ visibility }) => visibility === kind);
    if (before.kept === 'server')
      put(ticketId, { ...before, text: found?.text ?? '', at: found ? Date.parse(found.updatedAt) : 0 });
  }
  if (drafts.get()[ticketId]?.shown) return;
  const [newest] = kinds
    .map((kind) => draftOf(ticketId, kind))
    .filter(({ text }) => text)
    .sort((one, other) => other.at - one.at);
  if (newest) showDraft(ticketId, newest.visibility);
}

/** Takes the words as they are typed; they are kept here at once and on the server a moment later. */
export function writeDraft(
  ticketId: string,
  change: Partial<Pick<DraftState, 'text' | 'review'>>,
  kind = shownKind(ticketId),
): void {
  const next: DraftState = { ...draftOf(ticketId, kind), ...change, kept: 'saving', at: Date.now() };
  put(ticketId, next);
  // Also where nothing is left: until the server knows, its older words must not come back.
  remember(storageKey(ticketId, kind), { text: next.text });
  saver(ticketId, kind)();
}

export const clearDraft = (ticketId: string): void => writeDraft(ticketId, { text: '', review: false });

/** Gives words back that could not be sent. What was typed since stays, below them. */
export function restoreDraft(
  ticketId: string,
  {
    text,
    visibility,
    attachments,
    review,
  }: { text: string; visibility: DraftKind; attachments?: Attachment[]; review?: boolean },
): void {
  const typed = draftOf(ticketId, visibility).text;
  writeDraft(ticketId, { text: typed ? `${text}\n${typed}` : text, review: review ?? false }, visibility);
  showDraft(ticketId, visibility);
  for (const attachment of attachments ?? []) addUploaded(draftKey(ticketId, visibility), attachment);
}

const put = (ticketId: string, draft: DraftState) =>
  drafts.set((all) => ({ ...all, [ticketId]: { ...all[ticketId], [draft.visibility]: draft } }));

function saver(ticketId: string, kind: DraftKind): () => void {
  const key = draftKey(ticketId, kind);
  let save = saves.get(key);
  if (!save) saves.set(key, (save = createRepairer(() => saveDraft(ticketId, kind), 700)));
  return save;
}

async function saveDraft(ticketId: string, kind: DraftKind) {
  const { text, at } = draftOf(ticketId, kind);
  try {
    await call(
      'putDraft',
      { params: { ticketId }, body: { text, visibility: kind } },
      { keepalive: text.length < 20_000 },
    );
    if (draftOf(ticketId, kind).at !== at) return;
    put(ticketId, { ...draftOf(ticketId, kind), kept: 'server' });
    remember(storageKey(ticketId, kind), undefined);
  } catch {
    if (draftOf(ticketId, kind).at === at) put(ticketId, { ...draftOf(ticketId, kind), kept: 'device' });
    // Tried again until the server has it or other words took its place.
    setTimeout(() => draftOf(ticketId, kind).kept === 'device' && saver(ticketId, kind)(), 5000);
  }
}

// A page that is left has no moment later.
addEventListener('pagehide', () => {
  for (const ticketId of Object.keys(drafts.get()))
    for (const kind of kinds) if (draftOf(ticketId, kind).kept === 'saving') void saveDraft(ticketId, kind);
});
