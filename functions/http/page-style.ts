import { createHash } from 'node:crypto';

/** What all pages for visitors look like. They follow the visitor's color scheme, light or dark. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#14203a;--muted:#51607a;--line:#8794ab;--paper:#fff;--ground:#f4f6fa;--act:#1d4fd8;--on-act:#fff;--bad:#b3261e;--bad-paper:#fdeceb}
@media (prefers-color-scheme:dark){:root{--ink:#e7ecf6;--muted:#a5b1c8;--line:#7584a0;--paper:#141d33;--ground:#0c1426;--act:#7ea6ff;--on-act:#0b1730;--bad:#ffb4ab;--bad-paper:#3a1a1c}}
*{box-sizing:border-box}
body{margin:0;padding:16px;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:560px;margin:0 auto;padding:24px;background:var(--paper);border-radius:12px;overflow-wrap:anywhere}
h1{margin:0 0 8px;font-size:24px;line-height:1.25}
h2{margin:0 0 4px;font-size:16px}
p{margin:0 0 16px;white-space:pre-line}
.muted{color:var(--muted);font-size:14px}
.field{margin:0 0 16px}
label{display:block;font-weight:600;margin:0 0 4px}
input,textarea,select{width:100%;padding:10px 12px;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:8px}
[aria-invalid=true]{border-color:var(--bad);border-width:2px}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.error{margin:4px 0 0;color:var(--bad);font-size:14px}
.notice{margin:0 0 16px;padding:12px 16px;border:1px solid var(--bad);border-radius:8px;background:var(--bad-paper)}
.notice p,.notice ul{margin:0}
.notice ul{padding-left:20px}
.notice a{color:inherit}
button,.button{display:inline-block;padding:12px 24px;font:inherit;font-weight:600;color:var(--on-act);background:var(--act);border:0;border-radius:8px;text-decoration:none;cursor:pointer}
@media (max-width:420px){body{padding:0}main{border-radius:0;padding:20px 16px}}
`;

/** Source that allows a style, and no other, in a page's content security policy. */
export const styleHash = (style: string): string =>
  `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
