import { useDebouncedValue } from '@mantine/hooks';
import { useOpenTicketId } from '../frame/on-screen.js';
import { t } from '../i18n/texts.js';
import { knownTicket } from '../inbox/model/known-tickets.js';
import { type PaletteGroup, type PaletteItem, usePlaces, useTicketCommands } from './commands.js';
import { useFoundPeople, useFoundTickets } from './use-found.js';

const pauseMs = 120;

/**
 * The lines that match the typed text: people, tickets, commands on the open ticket, places. `>` leaves out what is
 * looked for, `#` all but tickets, `@` all but people.
 */
export function usePaletteItems(typed: string): PaletteGroup[] {
  const mode = /^[>#@]/.exec(typed)?.[0];
  const text = typed.replace(/^[>#@]/, '').trim();
  const [asked] = useDebouncedValue(text, pauseMs);
  const openId = useOpenTicketId();
  const ticket = openId ? knownTicket(openId) : undefined;
  const commands = useTicketCommands(ticket);
  const places = usePlaces(text);
  const question = text && asked;
  const people = useFoundPeople(!mode || mode === '@' ? question : '');
  const tickets = useFoundTickets(!mode || mode === '#' ? question : '');
  const fits = ({ label }: PaletteItem) => label.toLowerCase().includes(text.toLowerCase());
  const found = [
    { title: t('palette.people'), items: people },
    { title: t('palette.tickets'), items: tickets },
  ];
  const groups = [
    // A number is a ticket's before it is a part of a phone.
    ...(/^\d+$/.test(text) ? found.toReversed() : found),
    ...(mode === '#' || mode === '@'
      ? []
      : [
          { title: t('palette.actions'), items: commands.filter(fits) },
          { title: t('palette.places'), items: places.filter((place) => place.id === 'search' || fits(place)) },
        ]),
  ];
  return groups.filter(({ items }) => items.length > 0);
}
