import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { t } from '../../i18n/texts.js';
import { views } from '../model/views.js';

/** The views where no rail stands beside the list. */
export function ViewMenu() {
  const navigate = useNavigate();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className="phone-only" aria-label={t('rail.views')} style={{ padding: 10 }}>
          <ChevronDown className="icon" aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map(({ name, title, icon: Icon }) => (
          <Menu.Item
            key={name}
            leftSection={<Icon className="icon" aria-hidden />}
            onClick={() => void navigate({ to: '/inbox', search: name === 'inbox' ? {} : { view: name } })}
          >
            {t(title)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
