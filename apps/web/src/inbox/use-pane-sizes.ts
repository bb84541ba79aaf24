import { type CSSProperties, useState } from 'react';
import { recall, remember } from '../lib/local.js';

type Sizes = Partial<Record<'list' | 'context', number>>;
export type PaneName = keyof Sizes;
/** What the outer panes leave to the thread. */
export const threadMin = 420;
export const paneLimits = { list: { min: 280, max: 520 }, context: { min: 240, max: 440 } };

export interface PaneSizes {
  sizes: Sizes;
  resize: (pane: PaneName, size: number | undefined) => void;
}

/** Widths of the outer panes as this person drew them; else as the design has them. */
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
