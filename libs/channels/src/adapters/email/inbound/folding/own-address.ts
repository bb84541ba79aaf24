const token = /\+[\w.-]{1,100}(?=@)/g;

/** Whether a text names the channel's own address, with or without the token of an answer. */
export function namesAddress(text: string, address: string): boolean {
  if (address === '') return false;
  const lower = text.toLowerCase();
  return isWordIn(lower, address) || isWordIn(lower.replace(token, ''), address);
}

/** An address of which this one is only the end is another. */
function isWordIn(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1))
    if (!/[\p{L}\p{N}._%-]/u.test(text.charAt(at - 1))) return true;
  return false;
}
