import { useEffect, useRef } from 'react';
import type { Ticket } from '#libs/contracts';
import { classes } from '../../lib/join-classes.js';
import { useAnnounce } from '../../realtime/use-presence.js';
import { draftKey, openDrafts, showDraft, useDraft, writeDraft } from '../model/drafts.js';
import { addFiles } from '../model/uploads.js';
import { ComposerField } from './composer-field.js';
import { ComposerFiles } from './composer-files.js';
import { ComposerFoot } from './composer-foot.js';
import { ComposerHead } from './composer-head.js';
import { ComposerNotices } from './composer-notices.js';
import { useSend } from './use-send.js';
import { useTyping } from './use-typing.js';
import { missingValues } from './missing-values.js';

/** Where an answer or a note is written. */
export function Composer({ ticket }: { ticket: Ticket }) {
  const draft = useDraft(ticket.id);
  const uploadsKey = draftKey(ticket.id, draft.visibility);
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const missing = missingValues(draft.text);
  const send = useSend(ticket, missing);
  const { isTyping, touch } = useTyping();
  const isNote = draft.visibility === 'internal';
  useAnnounce(ticket.id, isTyping);
  useEffect(() => void openDrafts(ticket.id).catch(() => {}), [ticket.id]);
  const change = (text: string) => {
    touch();
    writeDraft(ticket.id, { text });
  };
  return (
    <div className={classes('composer', isNote && 'noting')}>
      <ComposerHead
        ticket={ticket}
        isNote={isNote}
        onChange={(visibility) => {
          showDraft(ticket.id, visibility);
          field.current?.focus();
        }}
      />
      <ComposerField
        ticket={ticket}
        draft={draft}
        field={field}
        onChange={change}
        onSend={() => send.now()}
        onFiles={(list) => addFiles(uploadsKey, list)}
      />
      <ComposerFiles uploadsKey={uploadsKey} />
      <ComposerNotices ticket={ticket} draft={draft} missing={missing} block={send.block} />
      <ComposerFoot
        ticket={ticket}
        draft={draft}
        send={send}
        onAttach={() => files.current?.click()}
        onReplies={() => {
          field.current?.focus();
          if (!draft.text) change('/');
        }}
      />
      <input
        ref={files}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          addFiles(uploadsKey, event.target.files ?? []);
          event.target.value = '';
        }}
      />
    </div>
  );
}
