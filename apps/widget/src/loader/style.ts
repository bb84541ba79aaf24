/** Styles of what stands on the shop's page. The shadow root keeps the shop's rules out and ours in. */
export const style = `
:host{all:initial;--a:#0d5c67;--s:#fff;--f:#fff}
@media(prefers-color-scheme:dark){:host{--a:#17727f;--s:#1e2221;--f:#121413}}
button,div{position:fixed;z-index:2147483000;inset-inline-end:calc(28px + env(safe-area-inset-right))}
button{bottom:calc(24px + env(safe-area-inset-bottom));width:56px;height:56px;padding:0;border:0;border-radius:50%;background:var(--a);color:#fff;cursor:pointer;display:grid;place-items:center;box-shadow:0 12px 32px -6px rgba(60,50,30,.2),0 2px 8px rgba(60,50,30,.08),0 0 0 1px rgba(60,50,30,.07);-webkit-tap-highlight-color:transparent}
button:focus-visible{outline:2px solid var(--a);outline-offset:3px}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;grid-area:1/1}
[aria-expanded=true] .o,[aria-expanded=false] .c{visibility:hidden}
span{position:absolute;top:-2px;inset-inline-end:-2px;min-width:20px;height:20px;border-radius:10px;padding:0 5px;box-sizing:border-box;background:#bf3f29;color:#fff;font:620 12px/20px system-ui,sans-serif;text-align:center}
span:empty{display:none}
div{bottom:calc(96px + env(safe-area-inset-bottom));width:384px;height:min(668px,calc(100vh - 116px));max-width:calc(100vw - 40px);border-radius:16px;overflow:hidden;background:var(--s);box-shadow:0 12px 32px -6px rgba(60,50,30,.2),0 2px 8px rgba(60,50,30,.08),0 0 0 1px rgba(60,50,30,.07);transition:opacity .24s cubic-bezier(.2,.7,.2,1),transform .24s cubic-bezier(.2,.7,.2,1),visibility .24s;visibility:hidden;opacity:0;transform:translateY(8px)}
div.on{visibility:visible;opacity:1;transform:none;transition-property:opacity,transform}
iframe{border:0;width:100%;height:100%;display:block;color-scheme:normal}
@media(max-width:480px){div{inset:0;width:100%;max-width:none;height:var(--h,100dvh);border-radius:0;box-shadow:none}.on+button{visibility:hidden}button{inset-inline-end:calc(16px + env(safe-area-inset-right));bottom:calc(16px + env(safe-area-inset-bottom))}}
@media(prefers-reduced-motion:reduce){div{transform:none;transition-property:opacity,visibility}}
@media print{:host{display:none}}
`;
