import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostInfo } from 'local-aws/host-info.ts';
import type { KeptMail } from 'local-aws/engines/ses/mailbox.ts';
import { callPool } from 'local-aws/pool-client.ts';
import { signIn, type Tokens } from '#dev/sign-in.ts';

export type HostUnderTestOptions = {
  /** Whether to inject faults, such as conflicts and throttling, between functions and the DynamoDB engine. */
  faults?: boolean;
  /** The folder for the host's data, which is kept. By default, a new folder, which is removed when the host ends. */
  dataDir?: string;
  /** Whether to build the site if it changed. Defaults to false. */
  site?: boolean;
  /** A copy of the project to start from, in which nothing is built yet. Defaults to this project. */
  projectRoot?: string;
  /** Where functions call Stripe. */
  stripeUrl?: string;
  /** The stage whose settings to use. Defaults to `local`, whose limits tests never reach. */
  stage?: string;
  /** Whether to say when a function gives no answer to a request. */
  tellsFailures?: boolean;
};

export type NewUser = {
  username: string;
  email: string;
  password: string;
  firstName?: string;
  lastName?: string;
  locale?: string;
};

/** What a test needs to use a host that was started elsewhere. */
export type SharedHost = { info: HostInfo; dataDir: string };

export type HostUnderTest = SharedHost & {
  url: string;
  pid: number;
  /** E-mails to an address, or to all addresses by default; newest first. */
  mails(to?: string): Promise<KeptMail[]>;
  /** The six-digit code in the newest e-mail to an address. Waits up to five seconds for a code. */
  code(to: string): Promise<string>;
  /** Signs a user up, confirms with the e-mailed code, and signs in. */
  signUp(user: NewUser): Promise<Tokens>;
  /** `appCode` returns the authenticator app's code, for users with a second factor. */
  signIn(username: string, password: string, appCode?: () => Promise<string>): Promise<Tokens>;
  /**
   * Resolves when the effects of earlier writes are done. With an organization or anything else that has an id, waits
   * only for work that mentions the id, because other tests may write on the same host.
   */
  settled(about?: { id: string }): Promise<void>;
  /** Invokes a scheduled function now, by its folder name. Throws the function's error. */
  invoke(functionName: string): Promise<void>;
  /** Has later invocations of a function run in a new thread. Those that are running end as usual. */
  restartFunction(functionName: string): Promise<void>;
  /** Kills a function's thread in the middle of its work. */
  killFunction(functionName: string): Promise<void>;
  /** Removes expired items now. */
  expire(): Promise<void>;
  stop(): Promise<void>;
  /** Kills the process with SIGKILL. */
  kill(): Promise<void>;
};

/** A host that others use too. Only the code that started it can stop it, or fail the requests that it answers. */
export type RunningHost = Omit<HostUnderTest, 'stop' | 'kill' | 'killFunction'>;

const root = path.dirname(import.meta.dirname);
const startSeconds = 300;
const firstBuildSeconds = 600;
/** The folder for temporary data: in memory if possible, because the data need not survive a restart. */
export const temporary = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Starts the real local host as a process of its own. Any number of hosts can run at the same time. */
export async function startHost(options: HostUnderTestOptions = {}): Promise<HostUnderTest> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(temporary, 'cobalt-test-'));
  const argv = ['dev/main.ts', '--json', '--no-demo', '--port', '0', '--data', dataDir];
  if (options.faults) argv.push('--faults');
  if (!options.site) argv.push('--no-site');
  if (options.stage) argv.push('--stage', options.stage);
  if (options.stripeUrl) argv.push('--stripe', options.stripeUrl);
  const child = spawn(process.execPath, argv, {
    cwd: options.projectRoot ?? root,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  /** Whether the host has started and nobody has ended it. */
  let isRunning = false;
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const info = await readInfo(
    child,
    options.projectRoot ? firstBuildSeconds : startSeconds,
    // A test that uses the host fails with nothing but a closed connection.
    (reason) => isRunning && console.error(reason),
    options.tellsFailures,
  );
  isRunning = true;
  const cleanUp = async () => {
    await exited;
    keepRights(dataDir, info.pid);
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    ...connectHost({ info, dataDir }),
    async killFunction(functionName) {
      await fetch(`${info.url}/_local/kill?function=cobalt-local-${functionName}`, { method: 'POST' });
    },
    async stop() {
      isRunning = false;
      child.stdin.end();
      await cleanUp();
    },
    async kill() {
      isRunning = false;
      child.kill('SIGKILL');
      await cleanUp();
    },
  };
}

/** Functions to use a running host. */
export function connectHost({ info, dataDir }: SharedHost): RunningHost {
  const post = async (path: string) =>
    (await (await fetch(`${info.url}${path}`, { method: 'POST' })).json()) as { kind?: string };
  return {
    url: info.url,
    pid: info.pid,
    dataDir,
    info,
    ...createUsers(info),
    async settled(about) {
      // `fetch` gives up after five minutes without an answer, and many writes take longer to settle.
      const asked = get(`${info.url}/_local/settled?about=${encodeURIComponent(about?.id ?? '')}`);
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
    },
    async invoke(functionName) {
      const outcome = await post(`/_local/invoke?function=cobalt-local-${functionName}`);
      if (outcome.kind !== 'result') throw new Error(JSON.stringify(outcome));
    },
    async restartFunction(functionName) {
      await post(`/_local/restart?function=cobalt-local-${functionName}`);
    },
    async expire() {
      await fetch(`${info.url}/_local/expire`, { method: 'POST' });
    },
  };
}

/** What the host says when a function gave no answer to a request. */
const functionFailure = /^cobalt-\S+ failed: /;

/**
 * Reads the host's first line of output, which is JSON. If the host doesn't start, the error contains its error output.
 * `onEnd` is called with the reason when the host ends.
 */
function readInfo(
  child: ChildProcess,
  seconds: number,
  onEnd: (reason: string) => void,
  tellsFailures = false,
): Promise<HostInfo> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The host did not start within ${seconds} s: ${errors}`));
    }, seconds * 1000);
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      if (!output.includes('\n')) return;
      clearTimeout(timer);
      resolve(JSON.parse(output) as HostInfo);
    });
    child.stderr?.on('data', (data: Buffer) => {
      const text = data.toString();
      errors = `${errors}${text}`.slice(-5000);
      // A test that fails for this reason would show only status 500. Hosts with faults have many such lines.
      for (const line of text.split('\n'))
        if (tellsFailures && functionFailure.test(line)) console.error(line);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      const reason = `The host ended with ${signal ?? `code ${code}`}: ${errors}`;
      reject(new Error(reason));
      onEnd(reason);
    });
  });
}

function createUsers(info: HostInfo): Pick<HostUnderTest, 'mails' | 'code' | 'signUp' | 'signIn'> {
  async function mails(to?: string): Promise<KeptMail[]> {
    const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
    const response = await fetch(`${info.url}/_local/mails${query}`);
    return (await response.json()) as KeptMail[];
  }

  async function code(to: string): Promise<string> {
    const until = Date.now() + 5000;
    for (;;) {
      const [mail] = await mails(to);
      const found = mail && /\b\d{6}\b/.exec(mail.text || mail.html)?.[0];
      if (found) return found;
      if (Date.now() > until) throw new Error(`No mail with a code came to ${to}`);
      await sleep(20);
    }
  }

  return {
    mails,
    code,
    signIn: (username, password, appCode) => signIn(info, username, password, appCode),
    async signUp({ username, email, password, firstName = 'Ada', lastName = 'Marín', locale = 'en' }) {
      const attributes = { email, given_name: firstName, family_name: lastName, locale };
      await callPool(info, 'SignUp', {
        ClientId: info.clientId,
        Username: username,
        Password: password,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      });
      await callPool(info, 'ConfirmSignUp', {
        ClientId: info.clientId,
        Username: username,
        ConfirmationCode: await code(email),
      });
      return signIn(info, username, password);
    },
  };
}

/** Keeps the report of used permissions, which `npm run rights:unused` evaluates after the tests. */
function keepRights(dataDir: string, pid: number): void {
  const report = path.join(dataDir, 'rights-used.json');
  if (!existsSync(report)) return;
  const folder = path.join(root, '.build/rights-used');
  mkdirSync(folder, { recursive: true });
  copyFileSync(report, path.join(folder, `${Date.now()}-${pid}.json`));
}
