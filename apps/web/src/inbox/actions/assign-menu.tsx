import { Menu } from '@mantine/core';
import { Check } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { useAgent, useAgents } from '../../api/people.js';
import { AssigneeAvatar } from '../../frame/avatar.js';
import { t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import { ticketMenu, useTicketActions } from './use-ticket-actions.js';

/** Shows the assignee and changes it. */
export function AssignMenu({ ticket }: { ticket: Ticket }) {
  const me = useMe();
  const assignee = useAgent(ticket.assigneeId);
  const others = useAgents().filter(({ id, state }) => id !== me.agent.id && state === 'active');
  const { assign, assignToMe } = useTicketActions(ticket);
  const isOpen = ticketMenu.use() === 'assign';
  const mark = (isChosen: boolean) => isChosen && <Check className="icon small" aria-label={t('menu.chosen')} />;
  return (
    <Menu
      position="bottom-end"
      width={220}
      opened={isOpen}
      onChange={(opened) => ticketMenu.set(opened ? 'assign' : null)}
    >
      <Menu.Target>
        <button
          type="button"
          className="button person-button"
          aria-label={t('assign.label', { name: assignee?.name ?? t('assignee.nobody') })}
        >
          <AssigneeAvatar agentId={ticket.assigneeId} />
          <span className="cut" dir="auto">
            {assignee?.name ?? t('assignee.nobody')}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown style={{ maxBlockSize: '60vh', overflowY: 'auto' }}>
        <Menu.Label>{t('assign.title')}</Menu.Label>
        <Menu.Item
          leftSection={<AssigneeAvatar agentId={me.agent.id} />}
          rightSection={mark(ticket.assigneeId === me.agent.id)}
          onClick={assignToMe}
        >
          {t('assignee.me')}
        </Menu.Item>
        {others.map(({ id, name }) => (
          <Menu.Item
            key={id}
            leftSection={<AssigneeAvatar agentId={id} />}
            rightSection={mark(ticket.assigneeId === id)}
            onClick={() => assign(id)}
          >
            <bdi>{name}</bdi>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<AssigneeAvatar agentId={null} />}
          rightSection={mark(ticket.assigneeId === null)}
          onClick={() => assign(null)}
        >
          {t('assignee.nobody')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
