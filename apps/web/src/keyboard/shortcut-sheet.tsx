import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { type TextId, t } from '../i18n/texts.js';
import { keyLabel } from './use-keys.js';

const shortcuts: [TextId, string[]][] = [
  ['shortcuts.palette', ['Mod+k']],
  ['shortcuts.move', ['j', 'k']],
  ['shortcuts.open', ['Enter']],
  ['shortcuts.search', ['f']],
  ['shortcuts.back', ['Esc']],
  ['shortcuts.reply', ['r']],
  ['shortcuts.note', ['n']],
  ['shortcuts.saved-replies', ['/']],
  ['shortcuts.send', ['Mod+Enter']],
  ['shortcuts.resolve', ['e']],
  ['shortcuts.resolve-next', ['⇧e']],
  ['shortcuts.assign', ['a']],
  ['shortcuts.assign-me', ['m']],
  ['welcome.take-next', ['t']],
  ['shortcuts.snooze', ['h']],
  ['shortcuts.context', ['i']],
  ['shortcuts.undo', ['z']],
  ['shortcuts.sheet', ['?']],
];

/** All keyboard shortcuts. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <div className="shortcuts">
        {shortcuts.map(([id, keys]) => (
          <Fragment key={id}>
            <span>{t(id)}</span>
            <span className="row" style={{ gap: 4 }}>
              {keys.map((key) => (
                <kbd key={key} dir="ltr">
                  {keyLabel(key)}
                </kbd>
              ))}
            </span>
          </Fragment>
        ))}
      </div>
    </Modal>
  );
}
