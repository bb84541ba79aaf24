import { CornerUpLeft, LayoutTemplate, Lock, NotebookPen } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { useChannelNames } from '../../api/channel-kinds.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { t } from '../../i18n/texts.js';
import { chooseRecipient, useRecipients } from '../model/recipients.js';

interface ComposerHeadProps {
  ticket: Ticket;
  isNote: boolean;
  isTemplate: boolean;
  onChange: (visibility: 'public' | 'internal') => void;
}

/** Reply or note, and the channel of the reply. */
export function ComposerHead({ ticket, isNote, isTemplate, onChange }: ComposerHeadProps) {
  const channelName = useChannelNames();
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') onChange(isNote ? 'public' : 'internal');
  };
  return (
    <div className="composer-head">
      <div className="row" style={{ gap: 2 }} role="tablist" aria-label={t('composer.kind')} onKeyDown={press}>
        <button
          type="button"
          role="tab"
          className="composer-tab"
          aria-selected={!isNote}
          aria-controls="composer-panel"
          tabIndex={isNote ? -1 : 0}
          onClick={() => onChange('public')}
          aria-keyshortcuts="r"
        >
          {isTemplate ? (
            <LayoutTemplate className="icon small" aria-hidden />
          ) : (
            <CornerUpLeft className="icon small flip" aria-hidden />
          )}
          {t(isTemplate ? 'template.tab' : 'composer.reply')}
        </button>
        <button
          type="button"
          role="tab"
          className="composer-tab"
          aria-selected={isNote}
          aria-controls="composer-panel"
          tabIndex={isNote ? 0 : -1}
          onClick={() => onChange('internal')}
          aria-keyshortcuts="n"
        >
          {isNote ? <Lock className="icon small" aria-hidden /> : <NotebookPen className="icon small" aria-hidden />}
          {t('composer.note')}
        </button>
      </div>
      <span className="grow" />
      {isNote ? (
        <span className="hint" style={{ fontSize: 12, paddingInline: 6 }}>
          {t('composer.only-team')}
        </span>
      ) : (
        <>
          <RecipientChoice ticket={ticket} />
          <span className="composer-tab" style={{ cursor: 'default' }} title={ticket.channel.name}>
            <ChannelGlyph type={ticket.channel.type} isSilent />
            <span className="second">{channelName(ticket.channel.type)}</span>
          </span>
        </>
      )}
    </div>
  );
}

/** Whom the answer reaches, where two people write on the ticket. */
function RecipientChoice({ ticket }: { ticket: Ticket }) {
  const { others, choice, isOpen } = useRecipients(ticket.id);
  if (others.length === 0) return null;
  return (
    <select
      className="input"
      aria-label={t('composer.to')}
      value={isOpen ? '' : choice}
      onChange={({ currentTarget }) => chooseRecipient(ticket.id, currentTarget.value)}
      style={{ minInlineSize: 0 }}
    >
      {isOpen && <option value="">{t('composer.to')}</option>}
      <option value="contact">{t('composer.to-visitor')}</option>
      {others.map(({ address }) => (
        <option key={address} value={address}>
          {address}
        </option>
      ))}
    </select>
  );
}
