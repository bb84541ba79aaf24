import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Chat } from '../chat.js';
import type { Formats } from '../format.js';
import { t } from '../i18n.js';
import { pickFiles } from '../pick-files.js';
import * as state from '../state.js';
import { Emoji } from './emoji.js';
import { Icon } from './icons.js';

/**
 * Where the shopper writes. Enter sends, Shift+Enter breaks the line; while an input method composes, Enter is its own.
 */
export function Composer({ chat, formats }: { chat: Chat; formats: Formats }) {
  const text = useSignal(chat.notes.get('draft') ?? '');
  const files = useSignal<{ file: Blob; name: string }[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => grow(field.current!), [text.value]);

  const write = (value: string) => {
    text.value = value;
    chat.notes.set('draft', value || null);
  };
  const send = () => {
    const words = text.value.trim();
    if (!words && !files.value.length) return;
    void chat.outbox.add(words, files.value);
    write('');
    files.value = [];
    state.notice.value = null;
    field.current?.focus();
  };
  const attach = async (picked: Iterable<File>) => {
    const { accepted, refusal } = await pickFiles([...picked], files.value.length, state.config.value?.limits, formats);
    files.value = [...files.value, ...accepted];
    state.notice.value = refusal;
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (!pasted.length) return;
    event.preventDefault();
    void attach(pasted);
  };
  const insert = (emoji: string) => {
    const { selectionStart: from, selectionEnd: to } = field.current!;
    write(text.value.slice(0, from) + emoji + text.value.slice(to));
    field.current!.focus();
  };

  return (
    <div
      class="wc"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void attach(event.dataTransfer?.files ?? []);
      }}
    >
      {files.value.length > 0 && (
        <ul class="chips">
          {files.value.map((each) => (
            <li key={each}>
              <bdi class="ell">{each.name}</bdi>
              <button
                aria-label={t('chat.dropFile', { name: each.name })}
                onClick={() => void (files.value = files.value.filter((other) => other !== each))}
              >
                <Icon name="close" small />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="line">
        <button class="tap" aria-label={t('chat.attach')} onClick={() => picker.current?.click()}>
          <Icon name="clip" />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            void attach(currentTarget.files ?? []);
            currentTarget.value = '';
          }}
        />
        <textarea
          ref={field}
          data-first
          rows={1}
          dir={text.value ? 'auto' : undefined}
          enterkeyhint="send"
          maxLength={state.config.value?.limits.textLength ?? 8000}
          aria-label={t('chat.placeholder')}
          placeholder={t('chat.placeholder')}
          value={text.value}
          onKeyDown={keyDown}
          onPaste={paste}
          onInput={({ currentTarget }) => {
            write(currentTarget.value);
            chat.typing();
          }}
        />
        <Emoji insert={insert} />
        <button class="go" aria-label={t('chat.send')} onClick={send}>
          <Icon name="send" />
        </button>
      </div>
    </div>
  );
}

/** As high as its lines, up to five. */
function grow(field: HTMLTextAreaElement) {
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, 126)}px`;
}
