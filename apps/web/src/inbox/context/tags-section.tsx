import { X } from 'lucide-react';
import { useState } from 'react';
import type { Ticket } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { useTicketActions } from '../actions/use-ticket-actions.js';
import { Section } from './section.js';

/** The tags of the ticket. */
export function TagsSection({ ticket }: { ticket: Ticket }) {
  const { addTag, removeTag } = useTicketActions(ticket);
  const [text, setText] = useState('');
  const isClosed = ticket.status === 'closed';
  return (
    <Section title={t('tags.title')}>
      <div className="tags">
        {ticket.tags.map((tag) => (
          <span key={tag} className="chip">
            <bdi>{tag}</bdi>
            {!isClosed && (
              <button type="button" onClick={() => removeTag(tag)} aria-label={t('tags.remove', { tag })}>
                <X className="icon tiny" aria-hidden />
              </button>
            )}
          </span>
        ))}
        {!isClosed && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              addTag(text);
              setText('');
            }}
          >
            <input
              className="tag-input"
              value={text}
              onChange={(event) => setText(event.target.value)}
              maxLength={40}
              placeholder={t('tags.add')}
              aria-label={t('tags.add')}
              dir={text ? 'auto' : undefined}
              onKeyDown={(event) => event.nativeEvent.isComposing && event.stopPropagation()}
            />
          </form>
        )}
      </div>
    </Section>
  );
}
