import { useFocusTrap } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { ChannelGlyph } from '../frame/channel-glyph.js';
import { t } from '../i18n/texts.js';
import { keyLabel } from '../keyboard/use-keys.js';
import type { PaletteItem } from './commands.js';
import { usePaletteItems } from './use-palette-items.js';

/** Finds tickets, places and commands by text. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const groups = usePaletteItems(text);
  const items = groups.flatMap((group) => group.items);
  const [index, setIndex] = useState(0);
  const trap = useFocusTrap();
  useReturnFocus();
  useEffect(() => {
    setIndex(0);
  }, [text]);
  const current = items[Math.min(index, items.length - 1)];
  useEffect(() => {
    document.getElementById(`palette-${current?.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);
  const run = (item = current) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length)
      setIndex((before) => (Math.min(before, items.length - 1) + step + items.length) % items.length);
    else if (event.key === 'Enter') run();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return createPortal(
    <div className="palette-scrim" onPointerDown={(event) => event.target === event.currentTarget && onClose()}>
      <div ref={trap} className="palette" role="dialog" aria-modal aria-label={t('palette.title')} onKeyDown={press}>
        <div className="palette-input">
          <Search className="icon" aria-hidden />
          <input
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={t('palette.placeholder')}
            aria-label={t('palette.title')}
            role="combobox"
            aria-expanded
            aria-controls="palette-list"
            aria-activedescendant={current && `palette-${current.id}`}
            dir={text ? 'auto' : undefined}
            data-autofocus
            maxLength={200}
          />
          <kbd>esc</kbd>
        </div>
        <div className="palette-list scroller" id="palette-list" role="listbox" aria-label={t('palette.title')}>
          {groups.map(({ title, items: some }) => (
            <div key={title} role="group" aria-label={title}>
              <div className="palette-group" aria-hidden>
                {title}
              </div>
              {some.map((item) => (
                <PaletteOption
                  key={item.id}
                  item={item}
                  text={text}
                  isChosen={item === current}
                  onHover={() => setIndex(items.indexOf(item))}
                  onRun={() => run(item)}
                />
              ))}
            </div>
          ))}
          {items.length === 0 && <p className="nothing">{t('palette.nothing')}</p>}
        </div>
        <div className="palette-foot" aria-hidden>
          <span>{t('palette.move')}</span>
          <span>{t('palette.open')}</span>
          <span className="grow" />
          <span>{t('palette.modes')}</span>
        </div>
      </div>
    </div>,
    document.body,
  );
}

function useReturnFocus() {
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    return () => before?.focus();
  }, []);
}

interface PaletteOptionProps {
  item: PaletteItem;
  text: string;
  isChosen: boolean;
  onHover: () => void;
  onRun: () => void;
}

/** One line of the palette, with the typed text in bold. */
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
