import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { TextWithPlaceholders } from '#libs/contracts';
import { call } from '../../api/call.js';
import { allPages } from '../../api/people.js';
import { keys } from '../../api/query-client.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';

const sections = { 'saved-reply': 'replies', article: 'articles', channel: 'channels' } as const;

/** Lists for admins the texts that customers read with a placeholder in it, saved before that was refused. */
export function StoredPlaceholders() {
  const isAdmin = useMay('admin');
  const { data } = useQuery({
    queryKey: keys.storedPlaceholders,
    queryFn: () => allPages((cursor) => call('listStoredPlaceholders', { query: { limit: 100, cursor } })),
    enabled: isAdmin,
  });
  if (!isAdmin || !data?.length) return null;
  return (
    <section className="flagged" aria-label={t('saved.foreign')} style={{ marginBlockEnd: 16 }}>
      <TriangleAlert className="icon small" aria-hidden style={{ marginBlockStart: 2 }} />
      <div>
        {t('saved.foreign')}
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {data.map((item) => (
            <li key={item.id}>
              <Link to="/settings/$section/$itemId" params={{ section: sections[item.kind], itemId: item.id }}>
                <bdi>{item.name}</bdi>
              </Link>{' '}
              <bdi dir="ltr">{written(item)}</bdi>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const written = ({ texts }: TextWithPlaceholders): string =>
  [...new Set(texts.flatMap(({ placeholders }) => placeholders.map(({ text }) => text)))].slice(0, 5).join('  ');
