import type { Ticket } from '#libs/contracts';
import { useAgents } from '../../api/people.js';
import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useColleagues, useCustomerTyping } from '../../realtime/use-presence.js';

/** Who is typing, and which colleague is here. */
export function TypingLine({ ticket }: { ticket: Ticket }) {
  const isCustomerTyping = useCustomerTyping(ticket.id);
  const colleagues = useColleagues(ticket.id);
  const agents = useAgents();
  const namesOf = (state: 'viewing' | 'typing') =>
    joined(
      colleagues
        .filter((one) => one.state === state)
        .map(({ agentId }) => agents.find(({ id }) => id === agentId)?.name),
    );
  const typing = namesOf('typing');
  const viewing = namesOf('viewing');
  const lines = [
    isCustomerTyping && t('typing.customer', { name: ticket.contact.name ?? t('contact.visitor') }),
    typing && t('typing.colleague', { name: typing }),
    viewing && t('typing.viewing', { name: viewing }),
  ].filter(Boolean);
  return (
    <div className="typing cut" aria-live="polite" hidden={lines.length === 0}>
      {lines.join(' · ')}
    </div>
  );
}
