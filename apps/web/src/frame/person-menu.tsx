import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Check, Keyboard, LogOut, Settings2 } from 'lucide-react';
import { call } from '../api/call.js';
import { t } from '../i18n/texts.js';
import { connection } from '../realtime/live.js';
import { startSession, useMe, useSignOut } from '../session/me.js';
import { changePreferences, preferences } from '../session/preferences.js';
import { initials } from './avatar.js';
import { overlay } from './on-screen.js';

/** The signed-in agent, their workspaces and quick settings. */
export function PersonMenu() {
  const { agent, workspace, workspaces } = useMe();
  const isUp = connection.use().state !== 'down';
  const { theme } = preferences.use();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const enterWorkspace = async (workspaceId: string) => {
    startSession(await call('switchWorkspace', { body: { workspaceId } }));
    location.assign('/inbox');
  };
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button type="button" className="person" aria-label={t('person.menu', { name: agent.name })}>
          <span className="avatar own" aria-hidden>
            {initials(agent.name)}
            <i className={isUp ? 'presence' : 'presence away'} />
          </span>
          <span className="grow">
            <span className="medium cut" style={{ display: 'block' }}>
              <bdi>{agent.name}</bdi>
            </span>
            <span className="meta" style={{ display: 'block' }}>
              {t(isUp ? 'person.online' : 'person.offline')}
            </span>
          </span>
          <Settings2 className="icon" aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi>{agent.email}</bdi>
        </Menu.Label>
        {workspaces.length > 1 &&
          workspaces.map(({ id, name }) => (
            <Menu.Item
              key={id}
              rightSection={id === workspace.id && <Check className="icon small" />}
              onClick={() => void enterWorkspace(id)}
            >
              {name}
            </Menu.Item>
          ))}
        {workspaces.length > 1 && <Menu.Divider />}
        {(['system', 'light', 'dark'] as const).map((name) => (
          <Menu.Item
            key={name}
            closeMenuOnClick={false}
            rightSection={theme === name && <Check className="icon small" aria-label={t('menu.chosen')} />}
            onClick={() => void changePreferences({ theme: name })}
          >
            {t(`theme.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Settings2 className="icon small" />}
          onClick={() => void navigate({ to: '/settings' })}
        >
          {t('rail.settings')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Keyboard className="icon small" />}
          rightSection={<kbd>?</kbd>}
          onClick={() => overlay.set('shortcuts')}
        >
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut className="icon small flip" />} onClick={() => void signOut()}>
          {t('person.sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
