import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { close, createHttpServer, listen } from './http/listen.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'local-aws-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a start says that it waits for the data folder of a host that is ending, and gets it', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const first = await openDataFolder(folder, false);
  const second = openDataFolder(folder, false);
  await sleep(300);
  expect(said.mock.calls).toEqual([[expect.stringMatching(/^Another host \(process \d+\) uses .* Waiting/)]]);
  first.release();
  const opened = await second;
  expect(opened.path).toBe(folder);
  opened.release();
  said.mockRestore();
});

test('a start says that it waits for a port in use, and gets it once it is free', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const [first, second] = [createHttpServer().server, createHttpServer().server];
  const port = await listen(first, 0);
  const waiting = listen(second, port);
  await sleep(300);
  expect(said.mock.calls).toEqual([[`Port ${port} is in use. Waiting for the process that uses it …`]]);
  await close(first);
  expect(await waiting).toBe(port);
  await close(second);
  said.mockRestore();
});
