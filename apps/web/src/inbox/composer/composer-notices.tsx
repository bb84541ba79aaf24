import { Clock, CornerUpRight, TriangleAlert, UsersRound } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { useChannelNames } from '../../api/channel-kinds.js';
import { useChannelTrouble } from '../../api/channel-trouble.js';
import { isolated, joined, timeLeft } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/now.js';
import { ChannelNotice } from '../channel-notice.js';
import type { DraftState } from '../model/drafts.js';
import { OvertakenNotice } from './overtaken-notice.js';
import type { SendBlock } from './use-send.js';
import { windowOver } from './window-over.js';

interface ComposerNoticesProps {
  ticket: Ticket;
  draft: DraftState;
  /** Placeholders that the agent has not confirmed. */
  missing: string[];
  block: SendBlock;
  /** Undefined where the channel has no templates. */
  onTemplates?: () => void;
  onMeant: () => void;
}

const noticeHours = 4;

/** What the agent should know before sending. */
export function ComposerNotices({ ticket, draft, missing, block, onTemplates, onMeant }: ComposerNoticesProps) {
  const channelName = useChannelNames();
  const trouble = useChannelTrouble(ticket.channel.id);
  const now = useMinute();
  const windowLeft = ticket.replyWindowEndsAt === null ? null : Date.parse(ticket.replyWindowEndsAt) - now;
  const isPublic = draft.visibility === 'public';
  return (
    <>
      {isPublic && ticket.status !== 'closed' && <ChannelNotice name={ticket.channel.name} trouble={trouble} />}
      {isPublic && ticket.status !== 'closed' && <OvertakenNotice ticketId={ticket.id} draft={draft} />}
      {block === 'recipient' && (
        <div className="composer-notice">
          <UsersRound className="icon small" aria-hidden />
          <span className="grow">{t('notice.two-people')}</span>
        </div>
      )}
      {isPublic && missing.length > 0 && (
        <div className="composer-notice bad" role="alert">
          <TriangleAlert className="icon small" aria-hidden />
          <span className="grow">{t('notice.missing', { names: joined(missing.map(isolated)) })}</span>
          <button type="button" className="link" onClick={onMeant}>
            {t('notice.missing-action')}
          </button>
        </div>
      )}
      {isPublic && ticket.status !== 'closed' && ticket.replyTo && (
        <div className="composer-notice">
          <CornerUpRight className="icon small flip" aria-hidden />
          <span className="grow">{t('notice.reply-to', { address: isolated(ticket.replyTo) })}</span>
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
          <span className="grow">
            {onTemplates
              ? windowOver(ticket.replyWindowEndsAt!)
              : t('notice.window-closed', { channel: channelName(ticket.channel.type) })}
          </span>
          {onTemplates && (
            <button type="button" className="link" onClick={onTemplates}>
              {t('template.choose')}
            </button>
          )}
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
