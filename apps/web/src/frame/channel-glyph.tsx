import type { CSSProperties } from 'react';
import { useChannelKinds } from '../api/channel-kinds.js';

interface ChannelGlyphProps {
  type: string;
  size?: 'small' | 'tiny';
  /** Hides it from screen readers, where the name is next to it. */
  isSilent?: boolean;
}

/** A speech bubble, for an unknown kind of channel. */
const unknownGlyph = ['M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z'];

/** The icon of a kind of channel in its colour. */
export function ChannelGlyph({ type, size = 'small', isSilent = false }: ChannelGlyphProps) {
  const kinds = useChannelKinds();
  const { label, glyph, ink } = kinds.find((kind) => kind.type === type) ?? {
    label: type,
    glyph: kinds.length ? unknownGlyph : [],
    ink: undefined,
  };
  return (
    <span
      className="channel"
      style={{ flex: 'none', ...(ink && ({ '--ink': ink.light, '--ink-dark': ink.dark } as CSSProperties)) }}
      role={isSilent ? undefined : 'img'}
      aria-label={isSilent ? undefined : label}
      aria-hidden={isSilent}
      title={label}
    >
      <svg
        className={`icon ${size}`}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
      >
        {glyph.map((path) => (
          <path key={path} d={path} />
        ))}
      </svg>
    </span>
  );
}
