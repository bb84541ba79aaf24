import { useSignal } from '@preact/signals';
import { t } from '../i18n.js';
import { Icon } from './icons.js';
import { Popover } from './popover.js';

const choice = [
  '🙂',
  '😀',
  '😂',
  '😍',
  '🥰',
  '😊',
  '😉',
  '😅',
  '🤔',
  '😢',
  '😭',
  '😡',
  '👍',
  '👎',
  '🙏',
  '👏',
  '👋',
  '💪',
  '❤️',
  '🎉',
  '🔥',
  '✅',
  '❌',
  '❓',
  '📦',
  '🚚',
  '🎁',
  '💳',
];

/** A handful of emoji for those without them on their keyboard. */
export function Emoji({ insert }: { insert(emoji: string): void }) {
  const open = useSignal(false);
  return (
    <Popover open={open} label={t('chat.emoji')} button={<Icon name="smile" />} place="above">
      <div class="emoji">
        {choice.map((each) => (
          <button
            key={each}
            onClick={() => {
              open.value = false;
              insert(each);
            }}
          >
            {each}
          </button>
        ))}
      </div>
    </Popover>
  );
}
