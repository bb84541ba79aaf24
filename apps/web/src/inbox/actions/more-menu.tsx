import { Menu } from '@mantine/core';
import {
  ArrowUpFromLine,
  Check,
  CheckCheck,
  Ellipsis,
  Hourglass,
  Link2,
  PanelRight,
  RotateCcw,
  Tag,
} from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import type { Ticket } from '#libs/contracts';
import { useTeams } from '../../api/people.js';
import { copyText } from '../../frame/copy-text.js';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';
import { useIsPhone } from '../../lib/use-media.js';
import { ticketMenu, useTicketActions } from './use-ticket-actions.js';

const ValueDialog = lazy(() =>
  import('../../frame/value-dialog.js').then(({ ValueDialog }) => ({ default: ValueDialog })),
);

const priorities = ['low', 'normal', 'high', 'urgent'] as const;

/** The less frequent actions on a ticket. */
export function MoreMenu({
  ticket,
  hasContext,
  onToggleContext,
}: {
  ticket: Ticket;
  hasContext: boolean;
  onToggleContext: () => void;
}) {
  const actions = useTicketActions(ticket);
  const teams = useTeams();
  const isPhone = useIsPhone();
  const [isTagging, setTagging] = useState(false);
  const isOpen = ticketMenu.use() === 'more';
  const mark = (isChosen: boolean) => isChosen && <Check className="icon small" aria-label={t('menu.chosen')} />;
  const copyLink = () =>
    copyText(`${location.origin}/t/${ticket.number}`).then(
      () => toast(t('toast.link-copied')),
      () => toast(t('toast.link-not-copied'), { tone: 'bad' }),
    );
  return (
    <>
      <Menu
        position="bottom-end"
        width={264}
        opened={isOpen}
        onChange={(opened) => ticketMenu.set(opened ? 'more' : null)}
      >
        <Menu.Target>
          <button type="button" className="button only-icon" aria-label={t('more.title')} title={t('more.title')}>
            <Ellipsis className="icon" aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown style={{ maxBlockSize: '70vh', overflowY: 'auto' }}>
          {ticket.status !== 'resolved' && (
            <Menu.Item
              leftSection={<CheckCheck className="icon small" />}
              rightSection={<kbd>⇧E</kbd>}
              onClick={() => actions.resolve({ next: true })}
            >
              {t('action.resolve-and-next')}
            </Menu.Item>
          )}
          {ticket.status !== 'open' && ticket.status !== 'closed' && (
            <Menu.Item leftSection={<RotateCcw className="icon small" />} onClick={actions.reopen}>
              {t('action.reopen')}
            </Menu.Item>
          )}
          {ticket.status === 'open' && (
            <Menu.Item leftSection={<Hourglass className="icon small" />} onClick={actions.wait}>
              {t('action.wait')}
            </Menu.Item>
          )}
          {!isPhone && (
            <Menu.Item
              leftSection={<PanelRight className="icon small flip" />}
              rightSection={<kbd>I</kbd>}
              onClick={onToggleContext}
            >
              {t(hasContext ? 'context.hide' : 'context.show')}
            </Menu.Item>
          )}
          {ticket.status !== 'closed' && (
            <Menu.Item leftSection={<Tag className="icon small" />} onClick={() => setTagging(true)}>
              {t('tags.add')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Link2 className="icon small" />} onClick={() => void copyLink()}>
            {t('action.copy-link')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('priority.title')}</Menu.Label>
          {priorities.map((priority) => (
            <Menu.Item
              key={priority}
              leftSection={priority === 'urgent' ? <ArrowUpFromLine className="icon small" /> : undefined}
              rightSection={mark(ticket.priority === priority)}
              onClick={() => actions.setPriority(priority)}
            >
              {t(`priority.${priority}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t('team.title')}</Menu.Label>
          {teams.map(({ id, name }) => (
            <Menu.Item key={id} rightSection={mark(ticket.teamId === id)} onClick={() => actions.giveToTeam(id)}>
              <bdi>{name}</bdi>
            </Menu.Item>
          ))}
          <Menu.Item rightSection={mark(ticket.teamId === null)} onClick={() => actions.giveToTeam(null)}>
            {t('team.none')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {isTagging && (
          <ValueDialog
            title={t('tags.title')}
            label={t('tags.add')}
            action={t('tags.set')}
            input={{ type: 'text', maxLength: 40 }}
            onChoose={actions.addTag}
            onClose={() => setTagging(false)}
          />
        )}
      </Suspense>
    </>
  );
}
