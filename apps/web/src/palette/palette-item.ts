import type { LucideIcon } from 'lucide-react';

/** A line of the palette: what it says and what choosing it does. */
export interface PaletteItem {
  id: string;
  icon?: LucideIcon;
  /** Drawn as the channel's sign instead. */
  channelType?: string;
  label: string;
  hint?: string;
  shortcut?: string;
  run: () => void;
}

/** Lines under a common title. */
export interface PaletteGroup {
  title: string;
  items: PaletteItem[];
}
