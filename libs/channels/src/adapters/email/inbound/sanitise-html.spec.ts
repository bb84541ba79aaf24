import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { clearQuoteMarks, hasRemoteImages, sanitiseHtml } from './sanitise-html.js';
import { expectLinear } from '../../../../../../test/support/expect-linear.js';

const clean = (html: string) => sanitiseHtml(html, new Set(['pic'])).html;

/** What of a page could act, as a browser reads it: by a pattern, text in a quoted value looks the same. */
function activeParts(html: string): string[] {
  const found: string[] = [];
  const queue: DefaultTreeAdapterTypes.Node[] = [parseFragment(html)];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if ('childNodes' in node) queue.push(...node.childNodes);
    if (!('tagName' in node)) continue;
    if (/^(script|style|svg|math|iframe|object|embed|form|base|meta|link|template)$/.test(node.tagName))
      found.push(node.tagName);
    for (const { name, value } of node.attrs)
      if (
        name.startsWith('on') ||
        /^\s*(javascript|data|vbscript):/i.test(/^(href|src|action)$/.test(name) ? value : '')
      )
        found.push(`${name}=${value}`);
  }
  return found;
}

describe('words that markup hides', () => {
  it.each(['display:none', 'DISPLAY: none !important', 'font-size:0', 'font-size:0px', 'font-size:0.0em'])(
    'are shown: %s',
    (style) => {
      expect(clean(`<div style="${style}">words</div>`)).toBe('<div>words</div>');
    },
  );

  it('but not a picture that is hidden', () => {
    expect(clean('<img style="display:none;width:20px" src="cid:pic">')).toContain('display:none;width:20px');
  });

  it.each(['display:inline-block', 'font-size:0.9em', 'font-size:10px', 'font-size:small'])('else keep %s', (style) => {
    expect(clean(`<div style="${style}">words</div>`)).toBe(`<div style="${style}">words</div>`);
  });
});

describe('markup of strangers', () => {
  it.each([
    '<script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data=x></object>',
    '<embed src=x>',
    '<form action="http://evil.example"><input name=a><button>x</button></form>',
    '<base href="http://evil.example" target="_top">',
    '<meta http-equiv="refresh" content="0;url=http://evil.example">',
    '<link rel="prefetch" href="http://evil.example/x">',
    '<style>@import "http://evil.example/x.css"; *{background:url(http://evil.example)}</style>',
    '<div style="background:url(http://evil.example/x)">x</div>',
    '<div style="background-image:url(http://evil.example/x)">x</div>',
    '<div style="position:fixed;top:0;left:0;width:9999px;z-index:9">x</div>',
    '<p style="width: expression(alert(1))">x</p>',
    '<table background="http://evil.example/x"><tr><td background="http://evil.example/y">x</td></tr></table>',
    '<video poster="http://evil.example/x"></video>',
    '<img srcset="http://evil.example/x 2x">',
    '<svg><feImage href="http://evil.example/x"/></svg>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><img src=x onerror=alert(1)></textarea>',
    '<a id=config name=config>x</a>',
    '<!--[if mso]><script>alert(1)</script><![endif]-->',
    '<template><script>alert(1)</script></template>',
    '<img src="//evil.example/x" data-src="javascript:alert(1)">',
  ])('is harmless after: %s', (html) => {
    const result = clean(html);
    expect(result).not.toMatch(
      /<(script|svg|math|iframe|object|embed|form|input|button|base|meta|link|style|video|template|textarea|noscript)/i,
    );
    expect(result).not.toMatch(/ (on\w+|id|name|class|action|background|srcset|poster)=/i);
    expect(result).not.toMatch(/javascript:|url\(|expression|position|z-index|@import/i);
    expect(result.replace(/ data-src="[^"]*"/g, '')).not.toContain('evil.example/');
  });

  it('keeps what makes a mail readable', () => {
    const html =
      '<table width="100%"><tbody><tr><td style="color:#333;padding:4px 8px" align="center"><h1>Hi</h1><ul><li><b>one</b></li></ul></td></tr></tbody></table>';
    expect(clean(html)).toBe(html);
  });

  it('blocks remote pictures and remembers them', () => {
    const result = sanitiseHtml(
      '<img src="https://x.example/a.png" width="9" alt="A"><img src="cid:pic"><img src="cid:other">',
      new Set(['pic']),
    );
    expect(hasRemoteImages(result.html)).toBe(true);
    expect(result.html).toBe(
      '<img width="9" alt="A" data-src="https://x.example/a.png" /><img src="cid:pic" /><img />',
    );
    expect(sanitiseHtml('<img src="data:image/png;base64,AAAA">', new Set()).html).toBe(
      '<img src="data:image/png;base64,AAAA" />',
    );
    expect(clean('<img src="data:image/svg+xml;base64,AAAA">')).toBe('<img />');
  });

  it('opens links elsewhere, without a way back', () => {
    expect(clean('<a href="https://x.example" target="_top" onclick="x()">x</a>')).toBe(
      '<a href="https://x.example" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    );
  });

  it('cannot forge the marks of quoting', () => {
    expect(clean('<div data-quote="rest">x</div>')).toBe('<div>x</div>');
    expect(clearQuoteMarks('<div data-quote="box">say data-quote="x"</div>')).toBe('<div>say data-quote="x"</div>');
  });

  it.each([
    ['deep', '<div>'],
    ['broken', '<'],
    ['unfinished', '<a href="'],
    ['styled', '<p style="color:'],
    ['full of references', '&#'],
    ['full of comments', '<!--'],
    ['open and shut', '<b><i></b></i>'],
  ])('costs in proportion to its length when it is %s', (_, part) => {
    expectLinear((size) => clean(part.repeat(size / part.length)), 400_000);
  });

  it('keeps what real mails nest', () => {
    const html = `${'<div>'.repeat(90)}text${'</div>'.repeat(90)}`;
    expect(clean(html)).toBe(html);
    expect(clean(`${'<div>'.repeat(5_000)}text${'</div>'.repeat(5_000)}<p>after</p>`)).toMatch(/text.*<p>after<\/p>$/);
  });

  it('is judged by what a browser would do with it', () => {
    expect(activeParts('<p title="javascript:<img src=x onerror=">x</p>')).toEqual([]);
    expect(activeParts('<p><img src="x" onerror="y"><a href=" javascript:z">x</a><svg></svg></p>').sort()).toEqual([
      'href= javascript:z',
      'onerror=y',
      'svg',
    ]);
  });

  it('never lets a handler or script through, whatever is put together', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      '<img src=x onerror=',
      'alert(1)',
      '<svg',
      '<script>',
      '</script>',
      '<a href=',
      'javascript:',
      '<!--',
      '-->',
      '<style>',
      '</style>',
      '<p title="',
      ' ',
      '&lt;',
      '\0',
      'onload=',
      '<![CDATA[',
      ']]>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => activeParts(clean(pieces.join(''))).length === 0),
      { numRuns: 500 },
    );
  });
});
