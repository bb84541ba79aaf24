import { ChannelGlyph } from '../frame/channel-glyph.js';
import { keyLabel } from '../keyboard/key-label.js';
import type { PaletteItem } from './palette-item.js';

interface PaletteOptionProps {
  item: PaletteItem;
  text: string;
  isChosen: boolean;
  onHover: () => void;
  onRun: () => void;
}

/** One line of the palette, with what was typed in bold. */
export function PaletteOption({
  item: { id, icon: Icon, channelType, label, hint, shortcut },
  text,
  isChosen,
  onHover,
  onRun,
}: PaletteOptionProps) {
  return (
    <div
      id={`palette-${id}`}
      role="option"
      aria-selected={isChosen}
      className="palette-option"
      onPointerMove={onHover}
      onClick={onRun}
    >
      {channelType && <ChannelGlyph type={channelType} isSilent />}
      {Icon && <Icon className="icon second" aria-hidden />}
      <span className="cut" style={{ flex: 'none', maxInlineSize: '65%' }} dir="auto">
        {marked(label, text.replace(/^[>#@]/, '').trim())}
      </span>
      <span className="meta cut grow">{hint}</span>
      {shortcut && <kbd dir="ltr">{keyLabel(shortcut)}</kbd>}
      {isChosen && !shortcut && <kbd aria-hidden>↵</kbd>}
    </div>
  );
}

function marked(label: string, text: string) {
  const at = text ? label.toLowerCase().indexOf(text.toLowerCase()) : -1;
  if (at < 0) return label;
  return (
    <>
      {label.slice(0, at)}
      <b>{label.slice(at, at + text.length)}</b>
      {label.slice(at + text.length)}
    </>
  );
}
