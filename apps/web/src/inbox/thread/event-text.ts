import type { TicketEvent } from '#libs/contracts';
import { useAgents, useTeams } from '../../api/people.js';
import { clockTime, isolated, joined, weekdayDate } from '../../i18n/format.js';
import { reasonText } from '../../i18n/reason-text.js';
import { type TextId, t } from '../../i18n/texts.js';

const statusTexts: Record<string, TextId> = {
  open: 'event.opened',
  pending: 'event.waits',
  snoozed: 'event.snoozed',
  resolved: 'event.resolved',
  closed: 'event.closed',
};
const priorityTexts: Record<string, TextId> = {
  low: 'priority.low',
  normal: 'priority.normal',
  high: 'priority.high',
  urgent: 'priority.urgent',
};
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The sentence of a status change: for a snooze with its end; from snoozed to snoozed the end has moved. */
function statusText({ from, to, until }: TicketEvent['data'], actor: string): string {
  if (to !== 'snoozed' || typeof until !== 'string') return t(statusTexts[String(to)] ?? 'event.changed', { actor });
  const time = isolated(joined([weekdayDate(until), clockTime(until)]));
  return t(from === 'snoozed' ? 'event.snoozed-again' : 'event.snoozed-until', { actor, time });
}

const notMailedTexts: Record<string, TextId> = {
  bounced: 'event.answer-bounced',
  failed: 'event.answer-not-mailed',
  unknown: 'event.answer-unsure',
};
/** How the mail fared that carried an answer which was not read in the chat, with the mail server's reason. */
const notMailed = ({ state, why }: TicketEvent['data']) =>
  `${t(notMailedTexts[String(state)] ?? 'event.answer-not-mailed')}${why ? ` (${isolated(reasonText(String(why)))})` : ''}`;

const actorTexts: Record<string, TextId> = { contact: 'event.customer', rule: 'event.rule' };

/** Returns a function that words an entry of the history as a sentence. */
export function useEventText(): (event: TicketEvent) => string {
  const agents = useAgents();
  const teams = useTeams();
  const agentName = (id: unknown) => isolated(agents.find((agent) => agent.id === id)?.name ?? t('event.somebody'));
  const actorName = ({ actor }: TicketEvent) =>
    actor.kind === 'agent' ? agentName(actor.id) : t(actorTexts[actor.kind] ?? 'event.automatically');
  return (event) => {
    const { from, to } = event.data;
    const actor = actorName(event);
    if (/breach/.test(event.type)) return t('event.breached');
    switch (event.type) {
      case 'status':
        return statusText(event.data, actor);
      case 'assignee':
        if (to) return t('event.assigned', { actor, name: agentName(to) });
        // Waypost takes a ticket from its assignee only when they have left.
        return event.actor.kind === 'system'
          ? t('event.assignee-left', { name: agentName(from) })
          : t('event.unassigned', { actor });
      case 'team':
        return to
          ? t('event.team', { actor, name: isolated(teams.find(({ id }) => id === to)?.name ?? '') })
          : t('event.no-team', { actor });
      case 'priority':
        return t('event.priority', { actor, priority: t(priorityTexts[String(to)] ?? 'priority.normal') });
      case 'address':
        if (!to) return t('event.address-gone', { from: isolated(String(from)) });
        return t('event.address', { from: isolated(String(from)), to: isolated(String(to)) });
      case 'subject':
        return t('event.subject', { actor, subject: isolated(String(to)) });
      case 'answer-mailed':
        return t('event.answer-mailed');
      case 'answer-not-mailed':
        return notMailed(event.data);
      case 'tags': {
        const added = listOf(to).filter((tag) => !listOf(from).includes(tag));
        return added.length
          ? t('event.tagged', { actor, tags: joined(added) })
          : t('event.untagged', { actor, tags: joined(listOf(from).filter((tag) => !listOf(to).includes(tag))) });
      }
      default:
        return t('event.changed', { actor });
    }
  };
}
