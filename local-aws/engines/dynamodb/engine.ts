import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { endWithParent } from '../../end-with-parent.ts';
import { freePort } from '../../ports.ts';
import { StartFailure } from '../../start-failure.ts';

export type Engine = {
  /** URL of the DynamoDB API, without a trailing slash. */
  url: string;
  /** The engine's SQLite file; undefined for an external engine. */
  file: string | undefined;
  /** Resolves with a one-line message if the engine ends unexpectedly; stays pending for an external engine. */
  died: Promise<string>;
  stop(): Promise<void>;
};

const startSeconds = 10;
/** How long to wait for an external engine. */
const foundSeconds = 2;

/** Starts dynoxide on a free port with a file in the data folder. */
export async function startDynoxide(dataFolder: string): Promise<Engine> {
  const binary = findBinary();
  const pidFile = path.join(dataFolder, 'dynoxide.pid');
  endOrphan(pidFile, dataFolder);
  const file = path.join(dataFolder, 'dynamodb.sqlite');
  const port = await freePort();
  const argv = [binary, 'serve', '-p', String(port), '--db-path', file];
  // A process group of its own, so that Ctrl-C reaches only the host, which then ends its children in order.
  const child = spawn('/bin/sh', ['-c', endWithParent, 'dynoxide', ...argv], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  let isStopping = false;
  const died = deathOf(child, () => isStopping);
  if (child.pid) writeFileSync(pidFile, String(child.pid));
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([answering(url), died.then((line) => Promise.reject(new StartFailure(line)))]);
  const stop = () => {
    isStopping = true;
    return stopChild(child, pidFile);
  };
  return { url, file, died, stop };
}

/** Uses an engine that already runs at a URL. The host neither stops it nor notices when it ends. */
export async function useEngine(url: string): Promise<Engine> {
  const engineUrl = url.replace(/\/$/, '');
  await answering(engineUrl, foundSeconds);
  return {
    url: engineUrl,
    file: undefined,
    died: new Promise(() => undefined),
    stop: () => Promise.resolve(),
  };
}

/** The path of dynoxide, which is installed for this system. */
export function findBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return path.join(path.dirname(manifest), 'dynoxide');
  } catch {
    throw new StartFailure(
      `The DynamoDB engine ${name} is not installed: run npm ci, or give any DynamoDB endpoint with --dynamodb URL`,
    );
  }
}

function deathOf(child: ChildProcess, isStopping: () => boolean): Promise<string> {
  let lastOutput = '';
  child.stderr?.on('data', (data: Buffer) => (lastOutput = `${lastOutput}${data.toString()}`.slice(-500)));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`The DynamoDB engine dynoxide does not start: ${error.message}`));
    child.on('exit', (code, signal) => {
      child.stdin?.destroy();
      if (isStopping()) return;
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      const words = lastOutput
        .trim()
        .replace(/^Dynoxide listening.*\s*/, '')
        .split('\n')
        .at(-1);
      resolve(`The DynamoDB engine dynoxide ${how}${words ? `: ${words}` : ''}`);
    });
  });
}

/** Ends an engine that a killed host left running, because two engines must not share a file. */
function endOrphan(pidFile: string, dataFolder: string): void {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  rmSync(pidFile);
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync(commandLine) || !readFileSync(commandLine, 'utf8').includes(dataFolder)) return;
  process.kill(pid, 'SIGKILL');
}

async function answering(url: string, seconds = startSeconds): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    // Error responses count too, because a running engine rejects unsigned calls.
    const isThere = await fetch(url, { method: 'POST', body: '{}' }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new StartFailure(`The DynamoDB engine at ${url} does not answer`);
}

async function stopChild(child: ChildProcess, pidFile: string): Promise<void> {
  rmSync(pidFile, { force: true });
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
  await exited;
  clearTimeout(timer);
}
