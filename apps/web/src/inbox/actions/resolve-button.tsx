import { Check, RotateCcw } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { useTicketActions } from './use-ticket-actions.js';

/** Resolves, or opens again. */
export function ResolveButton({ ticket }: { ticket: Ticket }) {
  const { resolve, reopen } = useTicketActions(ticket);
  if (ticket.status === 'closed') return <span className="chip">{t('status.closed')}</span>;
  if (ticket.status === 'resolved')
    return (
      <button type="button" className="button outlined" onClick={reopen} aria-label={t('action.reopen')}>
        <RotateCcw className="icon small" aria-hidden />
        <span className="button-text">{t('action.reopen')}</span>
      </button>
    );
  return (
    <button
      type="button"
      className="button outlined"
      onClick={() => resolve()}
      aria-keyshortcuts="e"
      aria-label={t('action.resolve')}
    >
      <Check className="icon small" aria-hidden />
      <span className="button-text">{t('action.resolve')}</span>
    </button>
  );
}
