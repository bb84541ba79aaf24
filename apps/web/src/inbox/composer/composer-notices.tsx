import { Clock, MessageCircleReply, TriangleAlert } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { useChannelNames } from '../../api/channel-kinds.js';
import { joined, timeLeft } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/minute.js';
import { type DraftState, writeDraft } from '../model/drafts.js';
import type { SendBlock } from './use-send.js';

interface ComposerNoticesProps {
  ticket: Ticket;
  draft: DraftState;
  missing: string[];
  block: SendBlock;
}

const noticeHours = 4;

/** What one should know before sending. */
export function ComposerNotices({ ticket, draft, missing, block }: ComposerNoticesProps) {
  const channelName = useChannelNames();
  const now = useMinute();
  const windowLeft = ticket.replyWindowEndsAt === null ? null : Date.parse(ticket.replyWindowEndsAt) - now;
  const isPublic = draft.visibility === 'public';
  const review = () => {
    writeDraft(ticket.id, { review: false });
    const messages = document.querySelector('.messages');
    messages?.scrollTo({ top: messages.scrollHeight });
  };
  return (
    <>
      {draft.review && (
        <div className="composer-notice" role="alert">
          <MessageCircleReply className="icon small" aria-hidden />
          <span className="grow">{t('notice.review')}</span>
          <button type="button" className="link" onClick={review}>
            {t('notice.review-action')}
          </button>
        </div>
      )}
      {missing.length > 0 && (
        <div className="composer-notice bad" role="alert">
          <TriangleAlert className="icon small" aria-hidden />
          <span className="grow">{t('notice.missing', { names: joined(missing.map((name) => `{{${name}}}`)) })}</span>
        </div>
      )}
      {isPublic && ticket.status === 'closed' && (
        <div className="composer-notice">
          <TriangleAlert className="icon small" aria-hidden />
          <span className="grow">{t('notice.closed')}</span>
        </div>
      )}
      {isPublic && ticket.status !== 'closed' && windowLeft !== null && windowLeft <= 0 && (
        <div className="composer-notice bad">
          <Clock className="icon small" aria-hidden />
          <span className="grow">{t('notice.window-closed', { channel: channelName(ticket.channel.type) })}</span>
        </div>
      )}
      {isPublic &&
        ticket.status !== 'closed' &&
        windowLeft !== null &&
        windowLeft > 0 &&
        windowLeft < noticeHours * 3_600_000 && (
          <div className="composer-notice">
            <Clock className="icon small" aria-hidden />
            <span className="grow">
              {t('notice.window-closes', { channel: channelName(ticket.channel.type), time: timeLeft(windowLeft) })}
            </span>
          </div>
        )}
      {block === 'uploading' && (
        <span className="hidden" role="status">
          {t('notice.uploading')}
        </span>
      )}
    </>
  );
}
