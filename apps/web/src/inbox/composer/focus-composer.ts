const field = () => document.querySelector<HTMLTextAreaElement>('.composer textarea');

/** Puts the caret into the composer; into an empty one, types `insert` first. */
export function focusComposer(insert?: string): void {
  // At once, so that what is typed right after the key is text already.
  focusField(insert);
  // A dialog that closes gives the focus back to where it was; the composer was asked for after that.
  requestAnimationFrame(() => document.activeElement !== field() && focusField());
}

function focusField(insert?: string) {
  const textarea = field();
  if (!textarea) return;
  textarea.focus();
  if (insert && textarea.value === '') document.execCommand('insertText', false, insert);
  else textarea.setSelectionRange(textarea.value.length, textarea.value.length);
}
