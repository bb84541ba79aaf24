import { Menu } from '@mantine/core';
import { Moon } from 'lucide-react';
import { useState } from 'react';
import type { Ticket } from '#libs/contracts';
import { clockTime, joined, weekdayDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { ticketMenu } from '../model/ticket-menu.js';
import { snoozeTimes } from './snooze-times.js';
import { useTicketActions } from './use-ticket-actions.js';

const inputValue = (date: Date) =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Puts a ticket away until a time. */
export function SnoozeMenu({ ticket }: { ticket: Ticket }) {
  const { snooze, reopen } = useTicketActions(ticket);
  const [chosen, setChosen] = useState(() => inputValue(new Date(Date.now() + 86_400_000)));
  const isOpen = ticketMenu.use() === 'snooze';
  const close = () => ticketMenu.set(null);
  const snoozeUntilChosen = () => {
    const until = new Date(chosen);
    if (Number.isNaN(until.getTime()) || until.getTime() <= Date.now()) return;
    close();
    snooze(until);
  };
  return (
    <Menu
      position="bottom-end"
      width={290}
      opened={isOpen}
      onChange={(opened) => ticketMenu.set(opened ? 'snooze' : null)}
    >
      <Menu.Target>
        <button
          type="button"
          className="button only-icon wide-only"
          aria-label={t('snooze.title')}
          title={t('snooze.title')}
        >
          <Moon className="icon" aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('snooze.title')}</Menu.Label>
        {ticket.status === 'snoozed' && <Menu.Item onClick={reopen}>{t('snooze.wake')}</Menu.Item>}
        {snoozeTimes().map(({ id, until }) => (
          <Menu.Item
            key={id}
            onClick={() => snooze(until)}
            rightSection={
              <span className="meta numbers">{joined([weekdayDate(until.getTime()), clockTime(until.getTime())])}</span>
            }
          >
            {t(id)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <form
          className="menu-note"
          onSubmit={(event) => {
            event.preventDefault();
            snoozeUntilChosen();
          }}
        >
          <label htmlFor="snooze-until">{t('snooze.date')}</label>
          <div className="row" style={{ marginBlockStart: 4 }}>
            <input
              id="snooze-until"
              className="tag-input grow"
              type="datetime-local"
              value={chosen}
              min={inputValue(new Date())}
              onChange={(event) => setChosen(event.target.value)}
              onKeyDown={(event) => event.stopPropagation()}
            />
            <button type="submit" className="button outlined">
              {t('snooze.set')}
            </button>
          </div>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
