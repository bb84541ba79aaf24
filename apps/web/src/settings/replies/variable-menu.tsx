import { Menu } from '@mantine/core';
import { Braces } from 'lucide-react';
import type { ReplyVariable } from '#libs/contracts';
import { t } from '../../i18n/texts.js';

const variables: ReplyVariable[] = [
  'contact.name',
  'agent.name',
  'ticket.number',
  'order.number',
  'order.tracking',
  'store.name',
];

/** What the server can fill in, to be put where the cursor stands. */
export function VariableMenu({ onChoose }: { onChoose: (marker: string) => void }) {
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <button type="button" className="button">
          <Braces className="icon small" aria-hidden />
          {t('saved.insert')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {variables.map((name) => (
          <Menu.Item
            key={name}
            rightSection={<code dir="ltr">{`{{${name}}}`}</code>}
            onClick={() => onChoose(`{{${name}}}`)}
          >
            {t(`variable.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
