import { useDirection } from '@mantine/core';
import type { KeyboardEvent, PointerEvent } from 'react';
import { t } from '../i18n/texts.js';
import { type PaneName, type PaneSizes, paneLimits, threadMin } from './use-pane-sizes.js';

const step = 16;
const widthOf = (handle: HTMLElement) => handle.parentElement!.getBoundingClientRect().width;
/** How much wider a pane may be drawn before the thread is too narrow. */
const roomOf = (handle: HTMLElement) =>
  Math.max(0, handle.closest('.panes')!.children[1]!.getBoundingClientRect().width - threadMin);

/** The line between two panes, to be drawn by pointer or arrow keys; a double click sets it back. */
export function Splitter({ pane, sizes, resize }: PaneSizes & { pane: PaneName }) {
  const { dir } = useDirection();
  // The list grows towards the inline end, the context towards the inline start.
  const sense = (dir === 'rtl' ? -1 : 1) * (pane === 'list' ? 1 : -1);
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    const [from, width, room] = [event.clientX, widthOf(handle), roomOf(handle)];
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => resize(pane, width + Math.min(room, (move.clientX - from) * sense));
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    resize(pane, widthOf(event.currentTarget) + Math.min(roomOf(event.currentTarget), way * step * sense));
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
