import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  open: Signal<boolean>;
  label: string;
  button: ComponentChildren;
  place: 'above' | 'below';
  children: ComponentChildren;
}

/** A button with a small sheet of its own, closed by Escape or a click elsewhere; Escape then goes no further. */
export function Popover({ open, label, button, place, children }: Props) {
  const around = useRef<HTMLSpanElement>(null);
  const isOpen = open.value;
  useEffect(() => {
    if (!isOpen) return;
    around.current?.querySelector<HTMLElement>('.pop button, .pop input')?.focus();
    const away = (event: Event) => !around.current?.contains(event.target as Node) && (open.value = false);
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [isOpen]);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    open.value = false;
    around.current?.querySelector<HTMLElement>('.tap')?.focus();
  };
  return (
    <span class="around" ref={around} onKeyDown={keyDown}>
      <button
        class="tap"
        aria-label={label}
        aria-expanded={isOpen}
        aria-haspopup="true"
        onClick={() => void (open.value = !isOpen)}
      >
        {button}
      </button>
      {isOpen && (
        <div class={`pop ${place}`} role="group" aria-label={label}>
          {children}
        </div>
      )}
    </span>
  );
}
