import { useNavigate } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/texts.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { viewOf } from '../model/views.js';

/** Whether the search field is shown: during a search, and once opened until the view changes. */
export function useSearchField(search: InboxSearch) {
  const { name } = viewOf(search);
  const [openIn, setOpenIn] = useState<string>();
  const close = useCallback(() => setOpenIn(undefined), []);
  useEffect(() => {
    setOpenIn((before) => (search.q ? name : before === name ? before : undefined));
  }, [search.q, name]);
  return { isOpen: Boolean(search.q) || openIn === name, open: () => setOpenIn(name), close };
}

const pauseMs = 250;

/** The search field. The list follows as it is typed in. */
export function SearchField({ q, onClose }: { q: string; onClose: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  const isComposing = useRef(false);
  const asked = useRef(q);
  useEffect(() => {
    if (text === q || isComposing.current) return undefined;
    const timer = setTimeout(() => {
      asked.current = text.trim();
      void navigate({
        to: '.',
        search: (before: InboxSearch) => ({ ...before, q: asked.current || undefined }),
        replace: true,
      });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, q, navigate]);
  // Another view or Back asks for something else than was typed here: the field says so, and does not ask again; it
  // goes when nothing is looked for any more.
  useEffect(() => {
    if (q === asked.current) return;
    asked.current = q;
    setText(q);
    if (!q) onClose();
  }, [q, onClose]);
  const close = () => {
    setText('');
    void navigate({ to: '.', search: (before: InboxSearch) => ({ ...before, q: undefined }), replace: true });
    onClose();
  };
  return (
    <div className="search-field" role="search">
      <Search className="icon small third" aria-hidden />
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('search.placeholder')}
        aria-label={t('search.label')}
        dir={text ? 'auto' : undefined}
        autoFocus
        enterKeyHint="search"
        maxLength={200}
        onCompositionStart={() => {
          isComposing.current = true;
        }}
        onCompositionEnd={(event) => {
          isComposing.current = false;
          setText(event.currentTarget.value);
        }}
        onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && close()}
      />
      <button type="button" onClick={close} aria-label={t('search.clear')}>
        <X className="icon small third" aria-hidden />
      </button>
    </div>
  );
}
