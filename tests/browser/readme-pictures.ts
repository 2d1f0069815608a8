// node tests/browser/readme-pictures.ts URL: takes the README's screenshots from a newly started host with demo data.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser, openWindow, type Look } from './browser.ts';
import { signIn } from './people.ts';

const url = process.argv[2] ?? 'http://127.0.0.1:3000';
const folder = path.join(path.dirname(path.dirname(import.meta.dirname)), 'docs/screenshots');
const pictures: { name: string; look: Look; at: (base: string) => string }[] = [
  { name: 'dashboard', look: {}, at: (base) => base },
  { name: 'board-dark', look: { theme: 'dark' }, at: (base) => `${base}/deals` },
  { name: 'leads-phone', look: { phone: true }, at: (base) => `${base}/leads?sort=-score` },
];

mkdirSync(folder, { recursive: true });
await fetch(`${url}/_local/settled`);
const browser = await launchBrowser();
for (const { name, look, at } of pictures) {
  const { page, context } = await openWindow(browser, url, look);
  await signIn(page, { username: 'demo', password: 'a quiet blue harbour' });
  await page.waitForURL(/\/o\//);
  await page.goto(at(new URL(page.url()).pathname));
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], .skeleton'));
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await context.close();
}
await browser.close();
