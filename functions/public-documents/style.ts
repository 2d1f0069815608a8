import { pageStyle } from '#http/page-style.ts';

/** The style of the pages of documents. */
export const style = `${pageStyle}
:root{--good:#11643a;--good-paper:#e4f5ea;--wait-paper:#e8eefc;--rule:#d5dce8}
@media (prefers-color-scheme:dark){:root{--good:#86dba8;--good-paper:#12301f;--wait-paper:#1b2a4d;--rule:#2c3a58}}
main{max-width:720px}
header{display:flex;flex-wrap:wrap;gap:12px;justify-content:space-between;align-items:center;margin:0 0 24px}
header p{margin:0;font-weight:600;font-size:18px}
header img{display:block;max-width:180px;max-height:64px;background:#fff;border-radius:6px;padding:4px}
.sum{margin:0 0 4px;font-size:28px;font-weight:700;line-height:1.2;font-variant-numeric:tabular-nums}
.state{display:inline-block;margin:0 0 16px;padding:2px 10px;border-radius:999px;font-size:14px;font-weight:600;background:var(--wait-paper)}
.state.good{color:var(--good);background:var(--good-paper)}
.state.bad{color:var(--bad);background:var(--bad-paper)}
.actions{display:flex;flex-wrap:wrap;gap:12px;margin:0 0 24px}
.quiet{color:var(--act);background:transparent;box-shadow:inset 0 0 0 1px var(--line)}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:0 0 24px}
dt{color:var(--muted)}
dd{margin:0}
.parties{display:grid;grid-template-columns:1fr 1fr;gap:16px;margin:0 0 24px}
.parties h2{font-size:14px;font-weight:400;color:var(--muted)}
.parties p{margin:0}
.parties .name{font-weight:600}
table{width:100%;margin:0 0 8px;border-collapse:collapse}
th,td{padding:10px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule);font-weight:400}
thead th{font-size:14px;color:var(--muted)}
th:last-child,td:last-child{padding-left:16px;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td p{margin:0;overflow-wrap:anywhere}
td span{display:block;font-size:14px;color:var(--muted)}
.totals th,.totals td{padding-block:6px;border:0}
.totals th{text-align:right}
.totals .total>*{padding-top:10px;font-weight:700;border-top:1px solid var(--rule)}
section{margin:24px 0 0;padding:24px 0 0;border-top:1px solid var(--rule)}
section h2{margin:0 0 8px}
details{margin:16px 0 0}
summary{padding:8px 0;cursor:pointer;color:var(--act)}
footer{margin:24px 0 0;padding:16px 0 0;border-top:1px solid var(--rule);font-size:14px;color:var(--muted)}
footer a,.back a{color:var(--act)}
.back{margin:0 0 16px}
.calm{border-color:var(--line);background:var(--wait-paper)}
@media (max-width:420px){.sum{font-size:22px}.parties{grid-template-columns:1fr}dl{gap:4px 12px}.actions>*{flex:1 1 100%;text-align:center}}
@media print{.actions,section.answer,footer a,.back{display:none}body{background:#fff}}
`;
