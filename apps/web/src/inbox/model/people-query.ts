import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FoundPerson } from '#libs/contracts';
import { call } from '../../api/call.js';
import { t } from '../../i18n/texts.js';

const mostPeople = 4;

/** Contacts whom a search names; none without one. */
export function usePeople(text: string): FoundPerson[] {
  const { data } = useQuery({
    queryKey: ['people', text],
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    queryFn: ({ signal }) => call('findPeople', { query: { q: text, limit: mostPeople } }, { signal }),
  });
  return text ? (data?.items ?? []) : [];
}

/** What a person is called: by name, else by address. */
export const calledBy = ({ name, address }: FoundPerson): string => name ?? address ?? t('contact.visitor');
