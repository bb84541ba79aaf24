import { useDirection } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from 'react';
import { t } from '../i18n/texts.js';
import { recall, remember } from '../lib/local.js';

const step = 16;
const widthOf = (handle: HTMLElement) => handle.parentElement!.getBoundingClientRect().width;
/** How much wider a pane may become before the thread is too narrow. */
const roomOf = (handle: HTMLElement) =>
  Math.max(0, handle.closest('.panes')!.children[1]!.getBoundingClientRect().width - threadMin);

/** The line between two panes, moved by pointer or arrow keys. A double click resets it. */
export function Splitter({ pane, sizes, resize }: PaneSizes & { pane: PaneName }) {
  const { dir } = useDirection();
  // The list grows towards the inline end, the context towards the inline start.
  const sign = (dir === 'rtl' ? -1 : 1) * (pane === 'list' ? 1 : -1);
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    const [from, width, room] = [event.clientX, widthOf(handle), roomOf(handle)];
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => resize(pane, width + Math.min(room, (move.clientX - from) * sign));
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    resize(pane, widthOf(event.currentTarget) + Math.min(roomOf(event.currentTarget), direction * step * sign));
  };
  return (
    <div
      className={pane === 'list' ? 'splitter' : 'splitter start'}
      role="separator"
      aria-orientation="vertical"
      tabIndex={0}
      aria-label={t(pane === 'list' ? 'splitter.list' : 'splitter.context')}
      aria-valuenow={sizes[pane] ?? paneLimits[pane].min}
      aria-valuemin={paneLimits[pane].min}
      aria-valuemax={paneLimits[pane].max}
      onPointerDown={drag}
      onKeyDown={press}
      onDoubleClick={() => resize(pane, undefined)}
    />
  );
}

type Sizes = Partial<Record<'list' | 'context', number>>;
type PaneName = keyof Sizes;
/** The least width of the thread in px. */
const threadMin = 420;
const paneLimits = { list: { min: 280, max: 520 }, context: { min: 240, max: 440 } };

interface PaneSizes {
  sizes: Sizes;
  resize: (pane: PaneName, size: number | undefined) => void;
}

/** Widths of the outer panes in px, remembered in this browser; undefined for the default of the styles. */
export function usePaneSizes(): PaneSizes & { style: CSSProperties } {
  const [sizes, setSizes] = useState<Sizes>(() => recall('panes', {}));
  const resize = (pane: PaneName, size: number | undefined) =>
    setSizes((before) => {
      const { min, max } = paneLimits[pane];
      const next = {
        ...before,
        [pane]: size === undefined ? undefined : Math.round(Math.min(max, Math.max(min, size))),
      };
      remember('panes', next);
      return next;
    });
  const style = {
    ...(sizes.list && { '--list-size': `${sizes.list}px` }),
    ...(sizes.context && { '--context-size': `${sizes.context}px` }),
  } as CSSProperties;
  return { sizes, resize, style };
}
