import { Menu } from '@mantine/core';
import { CalendarClock, Moon } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import type { Ticket } from '#libs/contracts';
import { clockTime, joined, weekdayDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { snoozeTimes } from './snooze-times.js';
import { ticketMenu, useTicketActions } from './use-ticket-actions.js';

const ValueDialog = lazy(() =>
  import('../../frame/value-dialog.js').then(({ ValueDialog }) => ({ default: ValueDialog })),
);

const dayMs = 86_400_000;
const inputValue = (at: number) =>
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);

/** Snoozes a ticket until a chosen time. */
export function SnoozeMenu({ ticket }: { ticket: Ticket }) {
  const { snooze, reopen } = useTicketActions(ticket);
  const [isDating, setDating] = useState(false);
  const isOpen = ticketMenu.use() === 'snooze';
  return (
    <>
      <Menu
        position="bottom-end"
        width={290}
        opened={isOpen}
        onChange={(opened) => ticketMenu.set(opened ? 'snooze' : null)}
      >
        <Menu.Target>
          <button type="button" className="button only-icon" aria-label={t('snooze.title')} title={t('snooze.title')}>
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
                <span className="meta numbers">
                  {joined([weekdayDate(until.getTime()), clockTime(until.getTime())])}
                </span>
              }
            >
              {t(id)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item rightSection={<CalendarClock className="icon small" />} onClick={() => setDating(true)}>
            {t('snooze.date')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {isDating && <DateDialog onChoose={snooze} onClose={() => setDating(false)} />}
      </Suspense>
    </>
  );
}

function DateDialog({ onChoose, onClose }: { onChoose: (until: Date) => void; onClose: () => void }) {
  const now = Date.now();
  return (
    <ValueDialog
      title={t('snooze.title')}
      label={t('snooze.date')}
      action={t('snooze.set')}
      input={{ type: 'datetime-local', defaultValue: inputValue(now + dayMs), min: inputValue(now) }}
      onChoose={(value) => onChoose(new Date(value))}
      onClose={onClose}
    />
  );
}
