// The colours of the design language keep WCAG's contrast on every surface that they may be on, light and dark.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder } from '../lib/fingerprint.mjs';
import { inProject } from '../lib/paths.mjs';

const surfaces = 'canvas surface sheet raised hover sunken selected';

/** The inks of the kinds of channel, as their adapters say them. */
const inks = filesUnder('libs/channels/src/adapters')
  .map((file) => [file, readFileSync(inProject(file), 'utf8').match(/ink: \{ light: '(\S+)', dark: '(\S+)' \}/)])
  .filter(([, ink]) => ink)
  .map(([file, [, light, dark]]) => ({ name: `ink-of-${path.basename(path.dirname(file))}`, light, dark }));
const channels = inks.map(({ name }) => name).join(' ');
const inkTokens = (theme) => Object.fromEntries(inks.map((ink) => [ink.name, ink[theme]]));

/** Colours, the surfaces they may be on, and the least contrast: 4.5 for words, 3 for signs and bounds of controls. */
const demands = [
  ['text text-2 text-3', surfaces, 4.5],
  ['text text-3 note-text', 'note', 4.5],
  ['on-accent', 'accent accent-hover accent-field', 4.5],
  ['accent-text', 'sheet surface canvas raised selected accent-tint', 4.5],
  ...['ok', 'warn', 'bad', 'info']
    .flatMap((tone) => [
      [tone, `${tone}-tint sheet surface`, 4.5],
      [`${tone}-fill`, 'sheet', 3],
    ])
    .filter(([tone]) => tone !== 'warn-fill'),
  ...['calm', 'soon', 'late', 'paused'].map((state) => [`sla-${state}-fg`, `sla-${state}-bg`, 4.5]),
  ['sla-late-bg', 'surface', 3],
  ['line-ctl', 'sheet surface', 3],
  ['d1 d2 d1-fill', 'sheet', 3],
  [channels, 'sheet', 4.5],
  [channels, 'selected', 3],
];

const files = filesUnder('apps/web').filter((file) => file.endsWith('.css'));
const css = files.map((file) => readFileSync(inProject(file), 'utf8')).join('\n');
const tokensOf = (block) =>
  Object.fromEntries(
    [...block.matchAll(/--wp-([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(([, name, colour]) => [name, colour]),
  );
const blocks = (selector) => [...css.matchAll(selector)].map(([, block]) => block).join('\n');
const light = { ...tokensOf(blocks(/:root\s*\{([^}]*)\}/g)), ...inkTokens('light') };
const dark = { ...light, ...tokensOf(blocks(/\[data-theme=["']?dark["']?\]\s*\{([^}]*)\}/g)), ...inkTokens('dark') };

function luminance(colour) {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

let weighed = 0;
let faults = files.length ? 0 : 1;
for (const [theme, tokens] of Object.entries({ light, dark })) {
  for (const [colours, grounds, least] of demands) {
    for (const colour of colours.split(' '))
      for (const ground of grounds.split(' ')) {
        const found = tokens[colour] && tokens[ground] ? contrast(tokens[colour], tokens[ground]) : 0;
        weighed += 1;
        if (found >= least) continue;
        faults += 1;
        console.log(`${theme}: ${colour} on ${ground} has ${found.toFixed(2)}, needs ${least}`);
      }
  }
}
console.log(`${weighed} pairs weighed, ${faults} too weak`);
process.exitCode = faults ? 1 : 0;
