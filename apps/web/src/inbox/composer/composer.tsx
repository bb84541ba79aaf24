import { RotateCw, X } from 'lucide-react';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import type { Ticket } from '#libs/contracts';
import { fileSize } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { useAnnounce } from '../../realtime/use-presence.js';
import { draftKey, openDrafts, showDraft, useDraft, writeDraft } from '../model/drafts.js';
import { changeTemplate, useTemplateChoice, useTemplateMode } from '../model/templates.js';
import { addFiles, removeUpload, retryUpload, useUploads } from '../model/uploads.js';
import { ComposerField } from './composer-field.js';
import { ComposerFoot } from './composer-foot.js';
import { ComposerHead } from './composer-head.js';
import { ComposerNotices } from './composer-notices.js';
import { OvertakenNotice } from './overtaken-notice.js';
import { placeholdersOf } from './placeholders.js';
import { useSend } from './use-send.js';

const TemplatePanel = lazy(() =>
  import('./template/template-panel.js').then(({ TemplatePanel }) => ({ default: TemplatePanel })),
);

/** Writes an answer, a template or a note. */
export function Composer({ ticket, hasContext }: { ticket: Ticket; hasContext: boolean }) {
  const draft = useDraft(ticket.id);
  const mode = useTemplateMode(ticket, draft);
  const uploadsKey = draftKey(ticket.id, draft.visibility);
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const placeholders = placeholdersOf(draft.text);
  // Each is asked about once, for as long as the ticket is open.
  const [meant, setMeant] = useState<string[]>([]);
  const missing = placeholders.filter((placeholder) => !meant.includes(placeholder));
  const send = useSend(ticket, placeholders, missing);
  const { isTyping, touch } = useTyping();
  const isNote = draft.visibility === 'internal';
  useAnnounce(ticket.id, isTyping);
  useEffect(() => void openDrafts(ticket.id).catch(() => {}), [ticket.id]);
  const onTemplates = mode.isOffered ? () => changeTemplate(ticket.id, { isPicking: true }) : undefined;
  const change = (text: string) => {
    touch();
    writeDraft(ticket.id, { text });
  };
  return (
    <div className={classes('composer', isNote && 'noting')}>
      <ComposerHead
        ticket={ticket}
        isNote={isNote}
        isTemplate={mode.isOn}
        onChange={(visibility) => {
          showDraft(ticket.id, visibility);
          field.current?.focus();
        }}
      />
      {mode.isOn ? (
        <TemplateWriting ticket={ticket} isWindowOver={mode.isWindowOver} hasContext={hasContext} />
      ) : (
        <>
          <ComposerField
            ticket={ticket}
            draft={draft}
            field={field}
            onChange={change}
            onSend={() => send.now()}
            onFiles={(list) => addFiles(uploadsKey, list)}
          />
          <ComposerFiles uploadsKey={uploadsKey} />
          <ComposerNotices
            ticket={ticket}
            draft={draft}
            missing={missing}
            block={send.block}
            onTemplates={onTemplates}
            onMeant={() => setMeant(placeholders)}
          />
          <ComposerFoot
            ticket={ticket}
            draft={draft}
            send={send}
            onAttach={() => files.current?.click()}
            onReplies={() => {
              field.current?.focus();
              if (!draft.text) change('/');
            }}
            onTemplates={onTemplates}
          />
        </>
      )}
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

interface TemplateWritingProps {
  ticket: Ticket;
  isWindowOver: boolean;
  hasContext: boolean;
}

/** A template in place of a reply, with what has been said since it was chosen. */
function TemplateWriting({ ticket, ...rest }: TemplateWritingProps) {
  const basedOnSeq = useTemplateChoice(ticket.id)?.basedOnSeq ?? null;
  return (
    <Suspense fallback={<div className="template-panel" style={{ minBlockSize: 96 }} />}>
      <TemplatePanel ticket={ticket} {...rest} />
      <OvertakenNotice
        ticketId={ticket.id}
        draft={{ basedOnSeq, review: false, visibility: 'public' }}
        onSeen={(seq) => changeTemplate(ticket.id, { basedOnSeq: seq })}
      />
    </Suspense>
  );
}

/** The files of the next message. */
function ComposerFiles({ uploadsKey }: { uploadsKey: string }) {
  const uploads = useUploads(uploadsKey);
  if (uploads.length === 0) return null;
  return (
    <ul className="composer-files" aria-label={t('composer.files')}>
      {uploads.map(({ key, name, size, state, progress, problem }) => (
        <li key={key} className={classes('upload', state === 'failed' && 'failed')} title={problem}>
          <bdi className="cut">{name}</bdi>
          {state === 'uploading' ? (
            <progress value={progress} aria-label={t('upload.progress', { name })} />
          ) : (
            <span className="meta">{state === 'failed' ? t('upload.failed') : fileSize(size)}</span>
          )}
          {state === 'failed' && (
            <button type="button" onClick={() => retryUpload(uploadsKey, key)} aria-label={t('upload.retry', { name })}>
              <RotateCw className="icon small" aria-hidden />
            </button>
          )}
          <button type="button" onClick={() => removeUpload(uploadsKey, key)} aria-label={t('upload.remove', { name })}>
            <X className="icon small" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

const restMs = 6000;

/** Whether the agent typed in the last seconds; call `touch` at each change. */
function useTyping(): { isTyping: boolean; touch: () => void } {
  const [isTyping, setTyping] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    isTyping,
    touch: () => {
      setTyping(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setTyping(false), restMs);
    },
  };
}
