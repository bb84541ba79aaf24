/**
 * Puts text on the clipboard. Browsers give the clipboard only to pages that came by https or from this machine; the
 * others have the old command. Throws where neither works.
 */
export async function copyText(text: string): Promise<void> {
  // Types promise it, plain http does not.
  if (isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!isCopied) throw new Error('The browser does not copy');
}
