import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Ref, useEffect, useImperativeHandle, useState } from 'react';
import type { Ticket } from '#libs/contracts';
import { call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import { t } from '../../i18n/texts.js';

export interface SavedRepliesHandle {
  /** Handles a key of the text field; true when the list used it. */
  press: (key: string) => boolean;
}
interface SavedRepliesProps {
  ref: Ref<SavedRepliesHandle>;
  ticket: Ticket;
  q: string;
  onChoose: (text: string) => void;
}

/** The saved replies that match, each in the customer's language with its variables filled in. */
export function SavedReplies({ ref, ticket, q, onChoose }: SavedRepliesProps) {
  const { data, isPending } = useQuery({
    queryKey: keys.savedReplies(ticket.id, q),
    queryFn: ({ signal }) => call('listSavedReplies', { query: { q, ticketId: ticket.id, limit: 20 } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const replies = data?.items ?? [];
  const [index, setIndex] = useState(0);
  useEffect(() => {
    setIndex(0);
  }, [q]);
  const choose = (at: number) => {
    const reply = replies[at];
    if (!reply) return false;
    onChoose(reply.resolved?.text ?? reply.variants[0]?.body ?? '');
    return true;
  };
  useImperativeHandle(ref, () => ({
    press: (key) => {
      if (replies.length === 0) return false;
      if (key === 'ArrowDown' || key === 'ArrowUp')
        setIndex((before) => (before + (key === 'ArrowDown' ? 1 : -1) + replies.length) % replies.length);
      else if (key === 'Enter' || key === 'Tab') return choose(index);
      else return false;
      return true;
    },
  }));
  return (
    <div className="popup replies scroller">
      <div className="replies-head">
        <span>{t('replies.title')}</span>
        <span className="grow" />
        <span aria-hidden>{t('replies.keys')}</span>
      </div>
      <div role="listbox" aria-label={t('replies.title')}>
        {replies.map((reply, at) => (
          <div
            key={reply.id}
            role="option"
            aria-selected={at === index}
            className="reply-option"
            onPointerMove={() => setIndex(at)}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(at);
            }}
          >
            <span className="medium cut" style={{ flex: 'none', maxInlineSize: '45%' }} dir="auto">
              {reply.name}
            </span>
            <span className="language">
              {(reply.resolved?.locale ?? reply.variants[0]?.locale ?? '').split('-')[0]!.toUpperCase()}
            </span>
            <span className="meta cut grow" dir="auto" lang={reply.resolved?.locale}>
              {reply.resolved?.text ?? reply.variants[0]?.body}
            </span>
            {reply.resolved && reply.resolved.missing.length > 0 && (
              <span className="chip slim warn">{t('replies.missing')}</span>
            )}
            <code dir="ltr">/{reply.shortcut}</code>
          </div>
        ))}
      </div>
      {!isPending && replies.length === 0 && <p className="menu-note">{t('replies.none')}</p>}
    </div>
  );
}
