import { Link } from '@tanstack/react-router';
import { ChevronLeft, PanelRight } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { useChannelNames } from '../../api/channel-kinds.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { Waymark } from '../../frame/waymark.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/minute.js';
import { useIsPhone } from '../../lib/use-media.js';
import { AssignMenu } from '../actions/assign-menu.js';
import { MoreMenu } from '../actions/more-menu.js';
import { ResolveButton } from '../actions/resolve-button.js';
import { SnoozeMenu } from '../actions/snooze-menu.js';
import { useThreadKeys } from './use-thread-keys.js';
import { signOf } from '../model/clock.js';

interface ThreadHeadProps {
  ticket: Ticket;
  hasContext: boolean;
  onToggleContext: () => void;
}

/** What the ticket is about, who has it, and what is done with it most. */
export function ThreadHead({ ticket, hasContext, onToggleContext }: ThreadHeadProps) {
  const isPhone = useIsPhone();
  useThreadKeys(ticket, onToggleContext);
  const lang = ticket.locale ?? undefined;
  return (
    <header className="pane-head">
      {isPhone ? (
        <PhoneTitle ticket={ticket} />
      ) : (
        <>
          <h1 className="cut" dir="auto" lang={lang}>
            {ticket.subject}
          </h1>
          <bdi className="meta" style={{ marginInlineStart: 2 }}>
            #{ticket.number}
          </bdi>
          {(ticket.priority === 'urgent' || ticket.priority === 'high') && (
            <span className="chip warn">{t(`priority.${ticket.priority}`)}</span>
          )}
          <span className="grow" />
          <AssignMenu ticket={ticket} />
          <SnoozeMenu ticket={ticket} />
        </>
      )}
      <ResolveButton ticket={ticket} />
      {isPhone ? (
        <button
          type="button"
          className="button only-icon"
          onClick={onToggleContext}
          aria-expanded={hasContext}
          aria-label={t('context.show')}
        >
          <PanelRight className="icon flip" aria-hidden />
        </button>
      ) : (
        <MoreMenu ticket={ticket} hasContext={hasContext} onToggleContext={onToggleContext} />
      )}
    </header>
  );
}

function PhoneTitle({ ticket }: { ticket: Ticket }) {
  const channelName = useChannelNames();
  const now = useMinute();
  const sign = signOf(ticket, now);
  return (
    <>
      <Link to="/inbox" search={(search) => search} className="button only-icon" aria-label={t('thread.back')}>
        <ChevronLeft className="icon flip" aria-hidden />
      </Link>
      <div className="phone-title">
        <h1 className="cut" lang={ticket.locale ?? undefined}>
          <bdi>{ticket.contact.name ?? t('contact.visitor')}</bdi>
        </h1>
        <div className="meta row" style={{ gap: 5 }}>
          <ChannelGlyph type={ticket.channel.type} size="tiny" isSilent />
          <span className="cut">
            {channelName(ticket.channel.type)}
            {t('format.separator')}
            <bdi>#{ticket.number}</bdi>
          </span>
        </div>
      </div>
      {sign && <Waymark sign={sign} />}
    </>
  );
}
