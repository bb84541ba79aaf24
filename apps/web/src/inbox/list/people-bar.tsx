import { Link } from '@tanstack/react-router';
import { User } from 'lucide-react';
import { t } from '../../i18n/texts.js';
import { calledBy, usePeople } from '../model/people-query.js';

/** The people whom a search names, each a link to their tickets. */
export function PeopleBar({ q }: { q: string }) {
  const people = usePeople(q);
  if (people.length === 0) return null;
  return (
    <nav className="filter-bar people-bar" aria-label={t('palette.people')}>
      {people.map((person) => (
        <Link
          key={person.id}
          className="chip accent"
          to="/inbox"
          search={{ contactId: person.id }}
          title={person.address ?? undefined}
        >
          <User className="icon tiny" aria-hidden />
          <bdi className="cut">{calledBy(person)}</bdi>
        </Link>
      ))}
    </nav>
  );
}
