import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import type { Ticket } from '#libs/contracts';
import { languageName } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { hasMod } from '../../keyboard/use-keys.js';
import { preferences } from '../../session/preferences.js';
import type { DraftState } from '../model/drafts.js';
import { SavedReplies, type SavedRepliesHandle } from './saved-replies.js';

interface ComposerFieldProps {
  ticket: Ticket;
  draft: DraftState;
  field: RefObject<HTMLTextAreaElement | null>;
  onChange: (text: string) => void;
  onSend: () => void;
  onFiles: (files: FileList) => void;
}

/** The text of an answer or a note. A slash at its start or after a space searches the saved replies. */
export function ComposerField({ ticket, draft, field, onChange, onSend, onFiles }: ComposerFieldProps) {
  const replies = useRef<SavedRepliesHandle>(null);
  const [isDismissed, setDismissed] = useState(false);
  const slash = /(?:^|\s)\/([\p{L}\p{N}-]{0,40})$/u.exec(draft.text);
  const isNote = draft.visibility === 'internal';
  const isChoosing = slash !== null && !isDismissed && !isNote;
  const { sendWith } = preferences.use();

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends a composition belongs to the input method. Safari says so only by keyCode 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (isChoosing && replies.current?.press(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === 'Escape') {
      if (isChoosing) setDismissed(true);
      else event.currentTarget.blur();
      event.stopPropagation();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    const isMod = hasMod(event);
    if (!isMod && sendWith !== 'enter') return;
    event.preventDefault();
    onSend();
  };
  const insert = (text: string) => {
    onChange(draft.text.slice(0, draft.text.length - (slash?.[1]!.length ?? 0) - 1) + text);
    field.current?.focus();
  };
  const language = ticket.locale && languageName(ticket.locale.split('-')[0]!);
  const placeholder = isNote
    ? t('composer.note-placeholder')
    : language
      ? t('composer.reply-in', { language })
      : t('composer.reply-placeholder');
  return (
    <div id="composer-panel" role="tabpanel">
      {isChoosing && <SavedReplies ref={replies} ticket={ticket} q={slash[1]!} onChoose={insert} />}
      <textarea
        ref={field}
        value={draft.text}
        dir={draft.text ? 'auto' : undefined}
        rows={1}
        placeholder={placeholder}
        aria-label={isNote ? t('composer.note') : t('composer.reply')}
        maxLength={50_000}
        enterKeyHint={sendWith === 'enter' ? 'send' : 'enter'}
        aria-keyshortcuts={isNote ? 'n' : 'r'}
        onKeyDown={press}
        onChange={(event) => {
          setDismissed(false);
          onChange(event.target.value);
        }}
        onPaste={(event) => {
          if (event.clipboardData.files.length) {
            event.preventDefault();
            onFiles(event.clipboardData.files);
          }
        }}
      />
    </div>
  );
}

const composerField = () => document.querySelector<HTMLTextAreaElement>('.composer textarea');
/** Where a template is written there is no field for a text. */
const templateStart = () => document.querySelector<HTMLElement>('.composer .template-choose');

/** Focuses the composer; into an empty one it types `insert` first. */
export function focusComposer(insert?: string): void {
  // At once, so that what is typed right after the shortcut is text.
  focusField(insert);
  // A dialog that closes restores the focus afterwards; take it back.
  requestAnimationFrame(() => document.activeElement !== (composerField() ?? templateStart()) && focusField());
}

function focusField(insert?: string) {
  const textarea = composerField();
  if (!textarea) return templateStart()?.focus();
  textarea.focus();
  if (insert && textarea.value === '') document.execCommand('insertText', false, insert);
  else textarea.setSelectionRange(textarea.value.length, textarea.value.length);
}
