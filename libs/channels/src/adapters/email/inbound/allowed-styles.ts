const colour = /^(#[0-9a-f]{3,8}|rgba?\([\d\s,.%/]{1,40}\)|hsla?\([\d\s,.%/deg]{1,40}\)|[a-z]{3,24})$/i;
const length = '(?:0|\\d{1,4}(?:\\.\\d{1,4})?(?:px|pt|em|rem|%)?)';
const one = new RegExp(`^${length}$`, 'i');
const upToFour = new RegExp(`^(?:${length}|auto)(?: (?:${length}|auto)){0,3}$`, 'i');
const border = /^[\w#%.,() -]{1,60}$/;
const word = (...words: string[]) => new RegExp(`^(?:${words.join('|')})$`, 'i');

/** Allowed inline styles: nothing that loads a resource, overlays other content or hides the frame. */
export const allowedStyles: Record<string, RegExp[]> = {
  color: [colour],
  'background-color': [colour],
  'text-align': [word('left', 'right', 'center', 'justify', 'start', 'end')],
  'vertical-align': [word('top', 'middle', 'bottom', 'baseline')],
  'text-decoration': [word('none', 'underline', 'line-through')],
  'font-weight': [word('normal', 'bold', 'bolder', 'lighter', '[1-9]00')],
  'font-style': [word('normal', 'italic')],
  'font-size': [
    new RegExp(
      `^(?:[1-6]?\\d(?:\\.\\d{1,4})?(?:px|pt)|[0-3](?:\\.\\d{1,4})?(?:em|rem)|1?\\d?\\d%|small|medium|large|x-large|smaller|larger)$`,
      'i',
    ),
  ],
  'font-family': [/^[\w\s,'"-]{1,200}$/],
  'line-height': [one, word('normal')],
  direction: [word('ltr', 'rtl')],
  display: [word('none', 'block', 'inline', 'inline-block', 'table', 'table-row', 'table-cell')],
  width: [one, word('auto')],
  height: [one, word('auto')],
  'max-width': [one, word('none')],
  padding: [upToFour],
  'padding-left': [one],
  'padding-right': [one],
  'padding-top': [one],
  'padding-bottom': [one],
  margin: [upToFour],
  'margin-left': [one, word('auto')],
  'margin-right': [one, word('auto')],
  'margin-top': [one],
  'margin-bottom': [one],
  border: [border],
  'border-top': [border],
  'border-bottom': [border],
  'border-left': [border],
  'border-right': [border],
  'border-radius': [one],
  'border-collapse': [word('collapse', 'separate')],
  'list-style-type': [word('disc', 'circle', 'square', 'decimal', 'none')],
  'white-space': [word('normal', 'pre-wrap', 'pre-line', 'nowrap')],
};
