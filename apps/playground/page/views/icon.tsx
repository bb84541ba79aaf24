/** Line drawings of Lucide (ISC licence), only those used here; a channel’s as in the inbox. */
const paths = {
  mail: ['M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z', 'm22 7-10 6L2 7'],
  phone: ['M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2Z', 'M12 18h.01'],
  shop: ['M3 9h18l-2-6H5Z', 'M5 9v12h14V9', 'M10 21v-6h4v6'],
  send: ['m5 12 7-7 7 7', 'M12 19V5'],
  back: ['m15 18-6-6 6-6'],
  pen: ['M12 20h9', 'M16.5 3.5a2.1 2.1 0 0 1 3 3L7 19l-4 1 1-4Z'],
  out: ['M7 17 17 7', 'M8 7h9v9'],
  tick: ['M20 6 9 17l-5-5'],
  clock: ['M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z', 'M12 6v6l4 2'],
  alert: ['M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z', 'M12 8v4', 'M12 16h.01'],
  route: [
    'M9 19a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z',
    'M9 19h8.5a3.5 3.5 0 0 0 0-7h-11a3.5 3.5 0 0 1 0-7H15',
    'M21 5a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z',
  ],
  whatsapp: [
    'M12 3a9 9 0 0 0-7.8 13.5L3 21l4.6-1.2A9 9 0 1 0 12 3z',
    'M8.8 8.6c-.4 3.2 3.2 7 6.6 6.7l.9-1.6-2-1.1-1 .8a5.5 5.5 0 0 1-2.3-2.4l.8-1-1.1-2z',
  ],
  messenger: [
    'M12 3C6.9 3 3 6.6 3 11.3c0 2.6 1.2 4.8 3.1 6.3V21l3-1.6c.9.2 1.9.3 2.9.3 5.1 0 9-3.6 9-8.4S17.1 3 12 3z',
    'M7.5 13.2l3-3.2 2.6 2.2 3.4-2.5',
  ],
  instagram: [
    'M8 3.5h8A4.5 4.5 0 0 1 20.5 8v8a4.5 4.5 0 0 1-4.5 4.5H8A4.5 4.5 0 0 1 3.5 16V8A4.5 4.5 0 0 1 8 3.5z',
    'M12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6z',
    'M16.8 7.2h.01',
  ],
  telegram: ['m22 2-7 20-4-9-9-4Z', 'M22 2 11 13'],
  user: ['M16 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z', 'M4 21a8 8 0 0 1 16 0'],
} as const;
export type IconName = keyof typeof paths;

/** An icon beside words, or in a button that has a label of its own. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" data-icon={name} viewBox="0 0 24 24" aria-hidden="true">
      {paths[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
