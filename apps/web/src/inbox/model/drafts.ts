import type { Attachment, Draft } from '#libs/contracts';
import { call } from '../../api/call.js';
import { recall, remember } from '../../lib/local.js';
import { createStore } from '../../lib/store.js';
import { createRepairer } from '../../realtime/repairer.js';
import { signedIn } from '../../session/me.js';
import { newestSeen } from './overtaking.js';
import { addUploaded, onUploads, showUploaded, storedIn, uploadsOf } from './uploads.js';

/** A public reply or an internal note. */
export type DraftKind = Draft['visibility'];

export interface DraftState {
  text: string;
  visibility: DraftKind;
  /** Where the text is stored: on the server, being saved, or only in this browser. */
  kept: 'server' | 'saving' | 'device';
  at: number;
  /** The seq of the newest message when this was begun, or when the agent last said that they have seen it. */
  basedOnSeq: number | null;
  /** The server refused this because of a newer message: the agent has to read it first. */
  review: boolean;
  /** The ids of the files that are stored with it. */
  files: string[];
}
/** What this browser keeps until the server has it. */
type Local = Pick<DraftState, 'text'> & Partial<Pick<DraftState, 'basedOnSeq'>> & { attachments?: Attachment[] };

interface Kinds extends Partial<Record<DraftKind, DraftState>> {
  /** The kind in the composer. */
  shown?: DraftKind;
}

const kinds: DraftKind[] = ['public', 'internal'];
const nothing = { text: '', kept: 'server', at: 0, basedOnSeq: null, review: false, files: [] } as const;
const empty: Record<DraftKind, DraftState> = {
  public: { ...nothing, files: [], visibility: 'public' },
  internal: { ...nothing, files: [], visibility: 'internal' },
};
const drafts = createStore<Record<string, Kinds>>({});
const saves = new Map<string, () => void>();
const storageKey = (ticketId: string, kind: DraftKind) => `draft.${signedIn()?.agent.id}.${ticketId}.${kind}`;

const shownOf = (all: Kinds = {}) => draftIn(all, all.shown ?? 'public');
const draftIn = (all: Kinds | undefined, kind: DraftKind) => all?.[kind] ?? empty[kind];
const draftOf = (ticketId: string, kind: DraftKind): DraftState => draftIn(drafts.get()[ticketId], kind);

/** The draft in the composer of a ticket. A reply and a note never share their text. */
export const useDraft = (ticketId: string): DraftState => shownOf(drafts.use()[ticketId]);

/** The key of one draft of one ticket, for its uploads and its saver. */
export const draftKey = (ticketId: string, kind: DraftKind): string => `${ticketId}.${kind}`;

/** The kind of draft in the composer of a ticket. */
export const shownKind = (ticketId: string): DraftKind => shownOf(drafts.get()[ticketId]).visibility;

/** Shows the reply or the note of a ticket in the composer. */
export const showDraft = (ticketId: string, shown: DraftKind): void =>
  drafts.set((all) => ({ ...all, [ticketId]: { ...all[ticketId], shown } }));

/**
 * Fetches the drafts of a ticket and shows the newest. A text that only this browser has is newer than the server's.
 */
export async function openDrafts(ticketId: string): Promise<void> {
  for (const kind of kinds) {
    const local = recall<Local | null>(storageKey(ticketId, kind), null);
    if (!local || drafts.get()[ticketId]?.[kind]) continue;
    const { attachments = [], ...draft } = local;
    writeDraft(ticketId, draft, kind);
    for (const attachment of attachments) addUploaded(draftKey(ticketId, kind), attachment);
  }
  const { drafts: kept } = await call('getDrafts', { params: { ticketId } });
  for (const kind of kinds) {
    const before = draftOf(ticketId, kind);
    const found = kept.find(({ visibility }) => visibility === kind);
    if (before.kept === 'server') showKept(ticketId, before, found);
  }
  if (drafts.get()[ticketId]?.shown) return;
  const [newest] = kinds
    .map((kind) => draftOf(ticketId, kind))
    .filter(({ text, files }) => text || files.length > 0)
    .sort((one, other) => other.at - one.at);
  if (newest) showDraft(ticketId, newest.visibility);
}

function showKept(ticketId: string, before: DraftState, found: Draft | undefined) {
  const { text = '', basedOnSeq = null, attachments = [] } = found ?? {};
  const at = found ? Date.parse(found.updatedAt) : 0;
  put(ticketId, { ...before, text, basedOnSeq, at, files: attachments.map(({ id }) => id) });
  showUploaded(draftKey(ticketId, before.visibility), attachments);
}

/** Changes a draft: stored in this browser at once and on the server shortly after. */
export function writeDraft(
  ticketId: string,
  change: Partial<Pick<DraftState, 'text' | 'review' | 'basedOnSeq'>>,
  kind = shownKind(ticketId),
): void {
  const before = draftOf(ticketId, kind);
  const uploads = uploadsOf(draftKey(ticketId, kind));
  const attachments = storedIn(uploads);
  const next: DraftState = {
    ...before,
    ...change,
    kept: 'saving',
    at: Date.now(),
    files: attachments.map(({ id }) => id),
  };
  // What is begun is based on what is on the screen now, however long it is written at.
  const isEmpty = next.text === '' && uploads.length === 0;
  next.basedOnSeq = isEmpty ? null : (next.basedOnSeq ?? newestSeen(ticketId));
  put(ticketId, next);
  // An empty text too: until the server has it, its older text must not come back.
  const { text, basedOnSeq } = next;
  remember(storageKey(ticketId, kind), { text, basedOnSeq, attachments } satisfies Local);
  saver(ticketId, kind)();
}

/** A file begins a draft as a key does, and is kept with it. */
onUploads((key) => {
  const [ticketId, kind] = key.split('.') as [string, DraftKind];
  const { basedOnSeq, files } = draftOf(ticketId, kind);
  const uploads = uploadsOf(key);
  const isKept =
    storedIn(uploads)
      .map(({ id }) => id)
      .join() === files.join();
  const isBegun = basedOnSeq !== null || uploads.length === 0;
  if (!isKept || !isBegun) writeDraft(ticketId, {}, kind);
});

export const clearDraft = (ticketId: string): void => writeDraft(ticketId, { text: '', review: false });

/** Restores what could not be sent. What was typed since stays, below it. */
export function restoreDraft(
  ticketId: string,
  {
    text,
    visibility,
    attachments,
    basedOnSeq,
    review = false,
  }: Pick<Draft, 'text' | 'visibility' | 'basedOnSeq'> & { attachments: Attachment[]; review?: boolean },
): void {
  const typed = draftOf(ticketId, visibility);
  const based = [typed.basedOnSeq, basedOnSeq].filter((seq) => seq !== null);
  writeDraft(
    ticketId,
    {
      text: typed.text ? `${text}\n${typed.text}` : text,
      basedOnSeq: based.length > 0 ? Math.min(...based) : null,
      review,
    },
    visibility,
  );
  showDraft(ticketId, visibility);
  for (const attachment of attachments) addUploaded(draftKey(ticketId, visibility), attachment);
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
  const { text, at, basedOnSeq, files } = draftOf(ticketId, kind);
  try {
    await call(
      'putDraft',
      { params: { ticketId }, body: { text, visibility: kind, basedOnSeq, attachmentIds: files } },
      { keepalive: text.length < 20_000 },
    );
    if (draftOf(ticketId, kind).at !== at) return;
    put(ticketId, { ...draftOf(ticketId, kind), kept: 'server' });
    remember(storageKey(ticketId, kind), undefined);
  } catch {
    if (draftOf(ticketId, kind).at === at) put(ticketId, { ...draftOf(ticketId, kind), kept: 'device' });
    // Retried until the server has it or another text has replaced it.
    setTimeout(() => draftOf(ticketId, kind).kept === 'device' && saver(ticketId, kind)(), 5000);
  }
}

// A page that is closed cannot save later.
addEventListener('pagehide', () => {
  for (const ticketId of Object.keys(drafts.get()))
    for (const kind of kinds) if (draftOf(ticketId, kind).kept === 'saving') void saveDraft(ticketId, kind);
});
