import { Icon } from './icons.js';

/** The first letter of a person's name, or a bubble while nobody has answered. */
export function Avatar({ name, tint }: { name: string | null; tint?: boolean }) {
  const letter = name && [...name.trim()][0];
  return (
    <span class={tint ? 'av tint' : 'av'} aria-hidden="true">
      {letter ? letter.toLocaleUpperCase() : <Icon name="chat" />}
    </span>
  );
}
