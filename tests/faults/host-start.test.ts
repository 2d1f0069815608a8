import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startHost, temporary } from '../host.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(path.join(temporary, 'cobalt-start-'));
  folders.push(folder);
  return folder;
}

/** Starts a host that is expected to fail, and returns its exit code and the lines of its output. */
function failedStart(...argv: string[]): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, ['dev/main.ts', '--no-demo', '--no-site', ...argv], {
    cwd: root,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  return new Promise((resolve) =>
    child.on('exit', (code) => resolve({ code, lines: output.trim().split('\n').filter(Boolean) })),
  );
}

const isRunning = (pid: number) => existsSync(`/proc/${pid}`);
async function ended(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 5000 && isRunning(pid); waited += 20) await sleep(20);
  return !isRunning(pid);
}

test('a busy port is reported in one line, after a while in which it could become free', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await failedStart('--port', String(port), '--data', newFolder())).toEqual({
    code: 1,
    lines: [
      `Port ${port} is in use. Waiting for the process that uses it …`,
      `Port ${port} is in use. Stop the process that uses it, or choose another port with -- --port N`,
    ],
  });
  server.close();
});

test('an unknown option is reported in one line', async () => {
  const { code, lines } = await failedStart('--fast');
  expect([code, lines.length, lines[0]]).toEqual([1, 1, expect.stringContaining("Unknown option '--fast'")]);
});

test('--fresh does not touch a folder that is not a data folder', async () => {
  const folder = newFolder();
  writeFileSync(path.join(folder, 'thesis.txt'), 'years of work');
  const { code, lines } = await failedStart('--port', '0', '--fresh', '--data', folder);
  expect([code, lines.length]).toEqual([1, 1]);
  expect(existsSync(path.join(folder, 'thesis.txt'))).toBe(true);
});

test('an endpoint that does not answer is reported in one line', async () => {
  const { code, lines } = await failedStart(
    '--port',
    '0',
    '--data',
    newFolder(),
    '--dynamodb',
    'http://127.0.0.1:9',
  );
  expect([code, lines.at(-1)]).toEqual([1, 'The DynamoDB engine at http://127.0.0.1:9 does not answer']);
});

test('a second host on the same data is refused, and hosts with their own data run side by side', async () => {
  const dataDir = newFolder();
  const [first, other] = await Promise.all([startHost({ dataDir }), startHost()]);
  const { code, lines } = await failedStart('--port', '0', '--data', dataDir);
  expect([code, lines]).toEqual([
    1,
    [
      `Another host (process ${first.pid}) uses ${dataDir}. Waiting for its end …`,
      `Another host (process ${first.pid}) uses ${dataDir}: end it, or give another --data FOLDER`,
    ],
  ]);
  for (const host of [first, other]) expect((await fetch(`${host.url}/v1/health`)).status).toBe(200);
  await Promise.all([first.stop(), other.stop()]);
});

test('a host whose engine dies reports it and exits with an error', async () => {
  const dataDir = newFolder();
  const child = spawn(
    process.execPath,
    ['dev/main.ts', '--json', '--no-demo', '--no-site', '--port', '0', '--data', dataDir],
    { cwd: root },
  );
  let errors = '';
  child.stderr.on('data', (data) => (errors += String(data)));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const code = new Promise((resolve) => child.on('exit', resolve));
  process.kill(Number(readFileSync(path.join(dataDir, 'dynoxide.pid'), 'utf8')), 'SIGKILL');
  expect(await code).toBe(1);
  expect(errors.trim()).toBe('The DynamoDB engine dynoxide was ended by SIGKILL');
});

test('--log prints a line for each request of the API, and --watch reloads a function whose file changes', async () => {
  const argv = ['--json', '--log', '--watch', '--no-demo', '--no-site', '--port', '0', '--data', newFolder()];
  const child = spawn(process.execPath, ['dev/main.ts', ...argv], { cwd: root });
  let printed = '';
  child.stderr.on('data', (data) => (printed += String(data)));
  const { url } = JSON.parse(
    await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data)))),
  ) as { url: string };
  const ask = async () => (await fetch(`${url}/v1/health?token=secret`)).headers.get('x-request-id');
  const id = await ask();
  await expect.poll(() => printed).toMatch(new RegExp(`^GET /v1/health \\d{3} \\d+ ms ${id}$`, 'm'));
  // The contents stay the same, because other tests may read the file.
  utimesSync(path.join(root, 'functions/health/get.ts'), new Date(), new Date());
  await expect.poll(() => printed).toMatch(/^Reloaded health in \d+\.\d s\.$/m);
  expect((await fetch(`${url}/v1/health`)).status).toBe(200);
  expect(printed).not.toContain('secret');
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.stdin.end();
  expect(await ended).toBe(0);
});

test('a host ends with its parent process, and its engine ends with it', async () => {
  const dataDir = newFolder();
  const script = `import('${root}/tests/host.ts').then(({ startHost }) => startHost({ dataDir: '${dataDir}' })).then((host) => console.log(host.pid))`;
  const parent = spawn(process.execPath, ['-e', script], { cwd: root });
  const hostPid = Number(
    await new Promise((resolve) => parent.stdout.once('data', (data) => resolve(String(data)))),
  );
  const enginePid = Number(readFileSync(path.join(dataDir, 'dynoxide.pid'), 'utf8'));
  expect([hostPid, enginePid].map(isRunning)).toEqual([true, true]);
  parent.kill('SIGKILL');
  expect(await Promise.all([hostPid, enginePid].map(ended))).toEqual([true, true]);
});
