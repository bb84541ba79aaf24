const field = () => document.querySelector<HTMLTextAreaElement>('.composer textarea');

/** Puts the caret into the composer; with `insert`, types that there first. */
export function focusComposer(insert?: string): void {
  // The tab may just have changed; the field is there after the next paint.
  requestAnimationFrame(() => {
    const textarea = field();
    if (!textarea) return;
    textarea.focus();
    if (insert && textarea.value === '') document.execCommand('insertText', false, insert);
    else textarea.setSelectionRange(textarea.value.length, textarea.value.length);
  });
}
