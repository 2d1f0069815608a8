import { pageStyle } from '#http/page-style.ts';

/** The style of the pages of issues. */
export const style = `${pageStyle}
:root{--team:#e8eefc;--own:#f1f4f9}
@media (prefers-color-scheme:dark){:root{--team:#1b2a4d;--own:#1a2338}}
main{max-width:720px}
header p{margin:0 0 24px;font-weight:600;font-size:18px}
textarea{min-height:112px;resize:vertical}
article{margin:0 0 12px;padding:12px 16px;border-radius:8px;background:var(--own)}
article.team{background:var(--team)}
article p{margin:0 0 8px}
article p:last-child,article ul{margin:0}
.who{display:flex;flex-wrap:wrap;gap:4px 12px;font-size:14px}
time{color:var(--muted)}
form{margin:24px 0}
.calm{border-color:var(--line);background:transparent}
a{color:var(--act)}
`;
