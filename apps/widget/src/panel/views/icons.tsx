/** Line drawings of Lucide (ISC licence), only those used here. */
const paths = {
  back: ['m15 18-6-6 6-6'],
  next: ['m9 18 6-6-6-6'],
  down: ['m6 9 6 6 6-6'],
  close: ['M18 6 6 18', 'm6 6 12 12'],
  more: [
    'M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z',
    'M19 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z',
    'M5 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z',
  ],
  search: ['M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0Z', 'm21 21-4.3-4.3'],
  chat: ['M7.9 20A9 9 0 1 0 4 16.1L2 22Z'],
  clip: [
    'm21.44 11.05-9.19 9.19a6 6 0 0 1-8.49-8.49l8.57-8.57A4 4 0 1 1 18 8.84l-8.59 8.57a2 2 0 0 1-2.83-2.83l8.49-8.48',
  ],
  smile: ['M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z', 'M8 14s1.5 2 4 2 4-2 4-2', 'M9 9h.01', 'M15 9h.01'],
  send: ['m5 12 7-7 7 7', 'M12 19V5'],
  tick: ['M20 6 9 17l-5-5'],
  ticks: ['M18 6 7 17l-5-5', 'm22 10-7.5 7.5L13 16'],
  clock: ['M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z', 'M12 6v6l4 2'],
  alert: ['M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z', 'M12 8v4', 'M12 16h.01'],
  route: [
    'M9 19a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z',
    'M9 19h8.5a3.5 3.5 0 0 0 0-7h-11a3.5 3.5 0 0 1 0-7H15',
    'M21 5a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z',
  ],
  file: ['M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7Z', 'M14 2v5h6'],
} as const;

/**
 * An icon beside words, or in a button that has a label of its own. `flip` mirrors it where text runs right to left.
 */
export function Icon({ name, flip, small }: { name: keyof typeof paths; flip?: boolean; small?: boolean }) {
  return (
    <svg class={`i${flip ? ' flip' : ''}${small ? ' s' : ''}`} viewBox="0 0 24 24" aria-hidden="true">
      {paths[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

/** Our own mark: a signpost. */
export function Mark() {
  return (
    <svg class="mark flip" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M11 2h2v20h-2z" />
      <path d="M6 4.5h11.5L21 7.75 17.5 11H6z" />
      <path d="M17 13H8l-3 2.5L8 18h9z" opacity=".5" />
    </svg>
  );
}

/** The first letter of a person's name, or a bubble while no agent has answered. */
export function Avatar({ name, tint }: { name: string | null; tint?: boolean }) {
  const letter = name && [...name.trim()][0];
  return (
    <span class={tint ? 'av tint' : 'av'} aria-hidden="true">
      {letter ? letter.toLocaleUpperCase() : <Icon name="chat" />}
    </span>
  );
}
