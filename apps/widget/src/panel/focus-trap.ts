const focusable =
  'button:not([disabled]),a[href],input:not([disabled]):not([type=file]),textarea:not([disabled]),[tabindex="0"]';

/** Keeps Tab within the element; its first and last controls lead to each other. */
export function trapFocus(within: HTMLElement, event: KeyboardEvent) {
  if (event.key !== 'Tab') return;
  const stops = [...within.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => element.getClientRects().length,
  );
  const first = stops[0];
  const last = stops.at(-1);
  const active = document.activeElement;
  const leaving = event.shiftKey ? first : last;
  const stays = active !== leaving && within.contains(active) && !(event.shiftKey && active === within);
  if (!leaving || stays) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
