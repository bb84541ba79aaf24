/**
 * A shop's own accent, darkened until white text on it keeps 4.5:1, and a lighter one for text in the dark.
 * Null when it is not a colour.
 */
export function deriveAccent(wanted: string | null): { field: string; text: string; textDark: string } | null {
  if (!wanted || !/^#[0-9a-f]{6}$/i.test(wanted)) return null;
  const rgb = [1, 3, 5].map((at) => parseInt(wanted.slice(at, at + 2), 16));
  const towards = (target: number, fits: (mixed: number[]) => boolean) => {
    for (let share = 0; share < 1; share += 0.05) {
      const mixed = rgb.map((part) => Math.round(part + (target - part) * share));
      if (fits(mixed)) return hex(mixed);
    }
    return hex([target, target, target]);
  };
  const field = towards(0, (mixed) => contrast(mixed, [255, 255, 255]) >= 4.6);
  return { field, text: field, textDark: towards(255, (mixed) => contrast(mixed, [30, 34, 33]) >= 5) };
}

/** WCAG's contrast ratio. */
export function contrast(a: number[], b: number[]) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: number[]) {
  const [r, g, b] = rgb.map((part) =>
    part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const hex = (rgb: number[]) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
