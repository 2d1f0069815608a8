import type { KeptMail } from '../engines/ses/mailbox.ts';
import type { HostStatus } from '../host-status.ts';

export type PoolUser = { Username: string; UserStatus: string; Enabled: boolean; email: string };

export type LocalPageContent = HostStatus & { users: PoolUser[]; mails: KeptMail[] };

/** The host's own page: mailbox, users, readers, queues, functions. Reloads itself every 10 seconds. */
export function drawLocalPage({
  mails,
  users,
  readers,
  queues,
  functions,
  refused,
}: LocalPageContent): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="10">
<meta name="viewport" content="width=device-width"><title>Local host</title><style>${style}</style></head><body><main>
<h1>Local host</h1><p>Everything on this page lives on this machine only. <a href="/">To the product</a></p>
${section('Mailbox', mails.length === 0 ? '<p>No mail yet.</p>' : mails.slice(0, 50).map(drawMail).join(''))}
${section(
  'Users',
  table(
    ['user', 'e-mail', 'status'],
    users.map((u) => [u.Username, u.email, u.UserStatus]),
  ),
)}
${section(
  'Stream readers',
  table(
    ['function', 'records handed over', 'seconds behind'],
    readers.map((r) => [r.function, String(r.delivered), r.behindSeconds.toFixed(1)]),
  ),
)}
${section(
  'Queues',
  table(
    ['queue', 'waiting', 'in flight', 'delayed'],
    queues.map((q) => [q.name, String(q.waiting), String(q.inFlight), String(q.delayed)]),
  ),
)}
${section(
  'Functions',
  table(
    ['function', 'running', 'calls under way', 'starts'],
    functions.map((f) => [f.name, f.running ? 'yes' : 'no', String(f.underWay), String(f.starts)]),
  ),
)}
${section(
  'Calls without a right',
  table(
    ['function', 'call'],
    refused.map((r) => [r.function, r.call]),
  ),
)}
</main></body></html>`;
}

const style = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}main{max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8884}
details{border:1px solid #8884;border-radius:.5rem;padding:.5rem .75rem;margin:.5rem 0}summary{cursor:pointer}
pre{white-space:pre-wrap}iframe{width:100%;height:24rem;border:0;background:#fff}h2{margin-top:2rem}`;

function section(title: string, content: string): string {
  return `<section><h2>${title}</h2>${content}</section>`;
}

function table(heads: string[], rows: string[][]): string {
  const head = heads.map((text) => `<th>${escaped(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function drawMail({ to, from, subject, text, html, at }: KeptMail): string {
  const content = text
    ? `<pre>${escaped(text)}</pre>`
    : `<iframe sandbox srcdoc="${escaped(html)}"></iframe>`;
  const time = at.slice(0, 19).replace('T', ' ');
  return `<details><summary><b>${escaped(subject)}</b> to ${escaped(to)}, ${time}</summary><p>From ${escaped(from)}</p>${content}</details>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
