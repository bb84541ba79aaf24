import { Menu } from '@mantine/core';
import { ChevronDown, LayoutTemplate, Paperclip, SquareSlash } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { clockTime, timeLeft } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { keyLabel } from '../../keyboard/use-keys.js';
import { useMinute } from '../../lib/now.js';
import { preferences } from '../../session/preferences.js';
import type { DraftState } from '../model/drafts.js';
import type { Send } from './use-send.js';

interface ComposerFootProps {
  ticket: Ticket;
  draft: DraftState;
  send: Send;
  onAttach: () => void;
  onReplies: () => void;
  /** Undefined where the channel has no templates. */
  onTemplates?: () => void;
}

/** Attaching, saved replies, the state of the draft, and sending. */
export function ComposerFoot({ ticket, draft, send, onAttach, onReplies, onTemplates }: ComposerFootProps) {
  const isNote = draft.visibility === 'internal';
  const { sendWith } = preferences.use();
  const isBlocked = send.block !== null;
  return (
    <div className="composer-foot">
      <button
        type="button"
        className="button only-icon"
        onClick={onAttach}
        aria-label={t('composer.attach')}
        title={t('composer.attach')}
      >
        <Paperclip className="icon" aria-hidden />
      </button>
      {!isNote && (
        <button
          type="button"
          className="button only-icon"
          onClick={onReplies}
          aria-label={t('composer.saved-replies')}
          title={t('composer.saved-replies')}
        >
          <SquareSlash className="icon" aria-hidden />
        </button>
      )}
      {onTemplates && (
        <button
          type="button"
          className="button only-icon"
          onClick={onTemplates}
          aria-label={t('template.title')}
          title={t('template.title')}
        >
          <LayoutTemplate className="icon" aria-hidden />
        </button>
      )}
      <Hint ticket={ticket} draft={draft} />
      <span className="grow" />
      <span className="send">
        <button type="button" disabled={isBlocked} onClick={() => send.now()}>
          {isNote ? t('composer.add-note') : t('composer.send')}
          <kbd dir="ltr" className="wide-only">
            {keyLabel(sendWith === 'enter' ? 'Enter' : 'Mod+Enter')}
          </kbd>
        </button>
        <Menu position="top-end">
          <Menu.Target>
            <button type="button" disabled={isBlocked} aria-label={t('composer.send-options')}>
              <ChevronDown className="icon tiny" aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => send.now({ resolve: true })}>
              {t(isNote ? 'composer.note-and-resolve' : 'composer.send-and-resolve')}
            </Menu.Item>
            <Menu.Item onClick={() => send.now({ resolve: true, next: true })}>
              {t(isNote ? 'composer.note-resolve-and-next' : 'composer.send-resolve-and-next')}
            </Menu.Item>
            <Menu.Item onClick={() => send.now({ next: true })}>
              {t(isNote ? 'composer.note-and-next' : 'composer.send-and-next')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </span>
    </div>
  );
}

function Hint({ ticket, draft }: { ticket: Ticket; draft: DraftState }) {
  const now = useMinute();
  if (draft.kept === 'device' && draft.text)
    return <span className="hint cut">{t('draft.on-device', { time: clockTime(draft.at) })}</span>;
  if (draft.text && draft.kept === 'server') return <span className="hint cut">{t('draft.kept')}</span>;
  const left =
    ticket.replyWindowEndsAt && draft.visibility === 'public' ? Date.parse(ticket.replyWindowEndsAt) - now : 0;
  return left > 0 ? <span className="hint cut">{t('composer.window', { time: timeLeft(left) })}</span> : null;
}
