/** Ink and links on our own dark bubble: of the tokens, which a frame does not see. */
export const darkPage = 'color:#ECE9E1;background:#272C2A;color-scheme:dark';
export const darkLink = '#74C4CC';

/** A browser that cannot would leave dark ink on the dark page. */
export const canDarken = CSS.supports('color', 'oklch(from red max(l, 0.5) c h)');

/** Ink becomes light where it was dark, and a ground dark where it was light; the hue stays. */
const ink = (colour: string) => `oklch(from ${colour} max(l, calc(0.93 - l * 0.25 - c * 0.3)) c h)`;
const ground = (colour: string) => `oklch(from ${colour} min(l, calc(0.42 - l * 0.14)) c h)`;

const drawn = ['border-top-color', 'border-right-color', 'border-bottom-color', 'border-left-color'];

/**
 * Turns the colours that a mail sets by itself for a dark page, in place. A mail's whole look is in its style
 * attributes and in two old attributes for colours: the server lets nothing else through.
 */
export function darken(body: HTMLElement): void {
  for (const element of body.querySelectorAll<HTMLElement>('[bgcolor], [color]')) {
    moveAttribute(element, 'bgcolor', 'background-color');
    moveAttribute(element, 'color', 'color');
  }
  for (const { style } of body.querySelectorAll<HTMLElement>('[style]')) {
    turn(style, 'color', ink);
    for (const name of ['background-color', ...drawn]) turn(style, name, ground);
  }
}

function moveAttribute(element: HTMLElement, attribute: string, property: string): void {
  const colour = element.getAttribute(attribute);
  element.removeAttribute(attribute);
  if (colour && !element.style.getPropertyValue(property)) element.style.setProperty(property, colour);
}

function turn(style: CSSStyleDeclaration, name: string, change: (colour: string) => string): void {
  const colour = style.getPropertyValue(name);
  if (!colour || /^(?:transparent|currentcolor|inherit|initial|unset)$/i.test(colour)) return;
  style.setProperty(name, change(colour), style.getPropertyPriority(name));
}
