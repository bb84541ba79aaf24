import { Link, useNavigate } from '@tanstack/react-router';
import { Check, ChevronLeft, PanelRight, RotateCcw } from 'lucide-react';
import { useEffect } from 'react';
import type { Ticket } from '#libs/contracts';
import { useChannelNames } from '../../api/channel-kinds.js';
import { ChannelGlyph } from '../../frame/channel-glyph.js';
import { t } from '../../i18n/texts.js';
import { useKeys } from '../../keyboard/use-keys.js';
import { useMinute } from '../../lib/now.js';
import { useIsPhone } from '../../lib/use-media.js';
import { AssignMenu } from '../actions/assign-menu.js';
import { MoreMenu } from '../actions/more-menu.js';
import { SnoozeMenu } from '../actions/snooze-menu.js';
import { ticketMenu, useTicketActions } from '../actions/use-ticket-actions.js';
import { focusComposer } from '../composer/composer-field.js';
import { showDraft } from '../model/drafts.js';
import { ticketBeside, useHighlighted } from '../model/inbox-cursor.js';
import { prefetchThread } from '../model/thread-query.js';
import { titleOf } from '../model/ticket-words.js';
import { Waymark, signOf } from '../waymark.js';

interface ThreadHeadProps {
  ticket: Ticket;
  hasContext: boolean;
  onToggleContext: () => void;
}

/** Subject, assignee and the most frequent actions of a ticket. */
export function ThreadHead(props: ThreadHeadProps) {
  const isPhone = useIsPhone();
  return (
    <>
      <ThreadKeys {...props} />
      {isPhone ? <PhoneHead {...props} /> : <WideHead {...props} />}
    </>
  );
}

function WideHead({ ticket, hasContext, onToggleContext }: ThreadHeadProps) {
  const lang = ticket.locale ?? undefined;
  return (
    <header className="pane-head">
      <h1 className="cut" dir="auto" lang={lang}>
        {titleOf(ticket)}
      </h1>
      <bdi className="meta" style={{ marginInlineStart: 2 }}>
        #{ticket.number}
      </bdi>
      <PriorityChip ticket={ticket} />
      <span className="grow" />
      <AssignMenu ticket={ticket} />
      <SnoozeMenu ticket={ticket} />
      <ResolveButton ticket={ticket} />
      <MoreMenu ticket={ticket} hasContext={hasContext} onToggleContext={onToggleContext} />
    </header>
  );
}

function PriorityChip({ ticket: { priority } }: { ticket: Ticket }) {
  if (priority !== 'urgent' && priority !== 'high') return null;
  return <span className="chip warn">{t(`priority.${priority}`)}</span>;
}

/** Who writes and their deadline; below it in thumb's width what the wide screen does to a ticket. */
function PhoneHead({ ticket, hasContext, onToggleContext }: ThreadHeadProps) {
  return (
    <header>
      <div className="pane-head">
        <PhoneTitle ticket={ticket} />
        <button
          type="button"
          className="button only-icon"
          onClick={onToggleContext}
          aria-expanded={hasContext}
          aria-label={t('context.show')}
        >
          <PanelRight className="icon flip" aria-hidden />
        </button>
      </div>
      <div className="phone-actions">
        <AssignMenu ticket={ticket} />
        <PriorityChip ticket={ticket} />
        <span className="grow" />
        <SnoozeMenu ticket={ticket} />
        <ResolveButton ticket={ticket} />
        <MoreMenu ticket={ticket} hasContext={hasContext} onToggleContext={onToggleContext} />
      </div>
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

/** Resolves or reopens the ticket. */
function ResolveButton({ ticket }: { ticket: Ticket }) {
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

/** Keys that act on the open ticket; those that change a ticket act on the highlighted one. */
function ThreadKeys({ ticket, onToggleContext }: ThreadHeadProps) {
  const navigate = useNavigate();
  const highlighted = useHighlighted(ticket);
  const actions = useTicketActions(highlighted);
  const isClosed = highlighted.status === 'closed';
  const compose = (visibility: 'public' | 'internal', insert?: string) => {
    showDraft(ticket.id, visibility);
    focusComposer(insert);
  };
  useKeys({
    e: () => (isClosed ? false : highlighted.status === 'resolved' ? actions.reopen() : actions.resolve()),
    'Shift+e': () => (isClosed ? false : actions.resolve({ next: true })),
    r: () => compose('public'),
    n: () => compose('internal'),
    '/': () => compose('public', '/'),
    a: () => ticketMenu.set('assign'),
    m: () => actions.assignToMe(),
    h: () => ticketMenu.set('snooze'),
    i: onToggleContext,
    Escape: () => void navigate({ to: '/inbox', search: (search) => search }),
  });
  useEffect(() => {
    ticketMenu.set(null);
    const next = ticketBeside(ticket.id, 1);
    if (next) prefetchThread(next.id, 300);
  }, [ticket.id]);
  return null;
}
