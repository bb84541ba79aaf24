import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { useState } from 'react';
import type { Message } from '#libs/contracts';
import { explain } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { Reason } from '../../frame/reason.js';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';
import { useNow } from '../../lib/now.js';
import { repairThread } from '../../realtime/repair.js';
import { useMe } from '../../session/me.js';
import { focusComposer } from '../composer/composer-field.js';
import { useOvertaking } from '../model/overtaking.js';
import { undoSeconds, undoSend } from '../model/pending-sends.js';

/** The delivery status of an outbound message. */
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
          {t('delivery.unknown')} {message.deliveryError && <Reason text={message.deliveryError} />}{' '}
          <SendAgain message={message} />
        </span>
      );
    case 'failed':
      return (
        <span className="failed">
          <CircleAlert className="icon tiny" aria-hidden />
          {t('delivery.failed')} {message.deliveryError && <Reason text={message.deliveryError} />}{' '}
          <SendAgain message={message} />
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

/**
 * Sends a message again. Only on demand: one with an unknown outcome may have arrived. What came after it has to be
 * seen first.
 */
function SendAgain({ message: { id, ticketId, seq } }: { message: Message }) {
  const [basedOnSeq, setBasedOnSeq] = useState(seq);
  const newest = useOvertaking(ticketId, basedOnSeq).at(-1);
  const sendAgain = async () => {
    try {
      await call('resendMessage', { params: { ticketId, messageId: id }, query: { basedOnSeq } });
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    } finally {
      repairThread(ticketId);
    }
  };
  if (newest)
    return (
      <>
        {t('delivery.overtaken')}{' '}
        <button type="button" className="link" onClick={() => setBasedOnSeq(newest.seq)}>
          {t('notice.seen')}
        </button>
      </>
    );
  return (
    <button type="button" className="link" onClick={() => void sendAgain()}>
      {t('delivery.send-again')}
    </button>
  );
}

/** Returns a message to the composer of its author during the seconds before it is sent. */
function UndoSend({ message }: { message: Message }) {
  const until = Date.parse(message.createdAt) + undoSeconds * 1000;
  const { agent } = useMe();
  const isQueued = message.deliveryStatus === 'queued' && message.author.id === agent.id;
  const now = useNow(500, isQueued && until > Date.now());
  if (!isQueued || now >= until) return null;
  // The button disappears with its message, so move the focus to the composer.
  const takeBack = () =>
    undoSend(message).then(
      () => focusComposer(),
      (error: unknown) => toast(explain(error), { tone: 'bad' }),
    );
  return (
    <button type="button" className="link" onClick={() => void takeBack()}>
      {t('action.undo')}
    </button>
  );
}
