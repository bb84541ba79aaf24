import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import type { Message } from '#libs/contracts';
import { call } from '../../api/call.js';
import { explain } from '../../api/explain.js';
import { toast } from '../../frame/toast-store.js';
import { t } from '../../i18n/texts.js';
import { repairThread } from '../../realtime/repair.js';
import { UndoSend } from './undo-send.js';

/** How far one of our messages has come, in a sign and in words. */
export function DeliveryState({ message }: { message: Message }) {
  switch (message.deliveryStatus) {
    case 'queued':
    case 'sending':
      return (
        <span className="row" style={{ gap: 4 }}>
          <Clock className="icon tiny" aria-hidden />
          {t('delivery.sending')}
          <UndoSend message={message} />
        </span>
      );
    case 'unknown':
      return (
        <span className="failed" style={{ color: 'var(--wp-warn)' }}>
          <Clock className="icon tiny" aria-hidden />
          {t('delivery.unknown')} <SendAgain message={message} />
        </span>
      );
    case 'failed':
      return (
        <span className="failed" title={message.deliveryError ?? undefined}>
          <CircleAlert className="icon tiny" aria-hidden />
          {t('delivery.failed')} <SendAgain message={message} />
        </span>
      );
    case 'sent':
      return (
        <span className="ticks" title={t('delivery.sent')}>
          <Check className="icon small" aria-hidden />
          <span className="hidden">{t('delivery.sent')}</span>
        </span>
      );
    case 'delivered':
      return (
        <span className="ticks" title={t('delivery.delivered')}>
          <CheckCheck className="icon small" aria-hidden />
          <span className="hidden">{t('delivery.delivered')}</span>
        </span>
      );
    case 'read':
      return (
        <span className="ticks">
          <CheckCheck className="icon small" aria-hidden />
          {t('delivery.read')}
        </span>
      );
    default:
      return null;
  }
}

/** A person's choice, and a new attempt. */
function SendAgain({ message: { id, ticketId } }: { message: Message }) {
  const sendAgain = async () => {
    try {
      await call('resendMessage', { params: { ticketId, messageId: id } });
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    } finally {
      repairThread(ticketId);
    }
  };
  return (
    <button type="button" className="link" onClick={() => void sendAgain()}>
      {t('delivery.send-again')}
    </button>
  );
}
