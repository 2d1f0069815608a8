import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostInfo } from '#infra/local/host-info.ts';
import type { KeptMail } from '#infra/local/mailbox.ts';
import { callPool } from '#infra/local/pool-client.ts';
import { signIn, type Tokens } from '#infra/local/sign-in.ts';

export type HostUnderTestOptions = {
  weather?: boolean;
  /** A folder that outlives the host; without it an own one is made and removed again. */
  dataDir?: string;
  /** Whether the site is built where it changed; by default it is not. */
  site?: boolean;
};

export type NewUser = {
  username: string;
  email: string;
  password: string;
  firstName?: string;
  lastName?: string;
  locale?: string;
};

/** What a test needs to reach a host that somebody else has started. */
export type SharedHost = { info: HostInfo; dataDir: string };

export type HostUnderTest = SharedHost & {
  url: string;
  pid: number;
  /** What was mailed to an address, newest first. */
  mails(to?: string): Promise<KeptMail[]>;
  /** The code of six digits in the newest mail to an address; waits for the mail. */
  code(to: string): Promise<string>;
  /** Signs a user up, confirms by the mailed code, and signs in. */
  signUp(user: NewUser): Promise<Tokens>;
  /** `appCode` gives the code of whoever has a second factor. */
  signIn(username: string, password: string, appCode?: () => Promise<string>): Promise<Tokens>;
  /** Settles when streams are read to their end and queues are empty. */
  settled(): Promise<void>;
  /** Calls a scheduled function now, by the name of its folder. Throws what it failed with. */
  invoke(functionName: string): Promise<void>;
  /** Ends a function's thread in the middle of whatever it does. */
  killFunction(functionName: string): Promise<void>;
  /** Removes items whose time-to-live is over, now. */
  expire(): Promise<void>;
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
};

const root = path.dirname(import.meta.dirname);
const startSeconds = 60;
/** Under a memory file system where there is one: a test's data need not survive the machine. */
const temporary = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Starts the real local host as a process of its own; any number may run side by side. */
export async function startHost(options: HostUnderTestOptions = {}): Promise<HostUnderTest> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(temporary, 'cobalt-test-'));
  const argv = ['infra/local/main.ts', '--json', '--no-demo', '--port', '0', '--data', dataDir];
  if (options.weather) argv.push('--weather');
  if (!options.site) argv.push('--no-site');
  const child = spawn(process.execPath, argv, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const info = await readInfo(child);
  const cleanUp = async () => {
    await exited;
    keepRights(dataDir, info.pid);
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    ...connectHost({ info, dataDir }),
    async stop() {
      child.stdin.end();
      await cleanUp();
    },
    async kill() {
      child.kill('SIGKILL');
      await cleanUp();
    },
  };
}

/** Everything that can be done with a running host but ending it. */
export function connectHost({ info, dataDir }: SharedHost): Omit<HostUnderTest, 'stop' | 'kill'> {
  const post = async (path: string) =>
    (await (await fetch(`${info.url}${path}`, { method: 'POST' })).json()) as { kind?: string };
  return {
    url: info.url,
    pid: info.pid,
    dataDir,
    info,
    ...createUsers(info),
    async settled() {
      await fetch(`${info.url}/_local/settled`);
    },
    async invoke(functionName) {
      const outcome = await post(`/_local/invoke?function=cobalt-local-${functionName}`);
      if (outcome.kind !== 'result') throw new Error(JSON.stringify(outcome));
    },
    async killFunction(functionName) {
      await post(`/_local/kill?function=cobalt-local-${functionName}`);
    },
    async expire() {
      await fetch(`${info.url}/_local/expire`, { method: 'POST' });
    },
  };
}

/** The host's line of JSON; what it says instead becomes the error. */
function readInfo(child: ChildProcess): Promise<HostInfo> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The host did not start within ${startSeconds} s: ${errors}`));
    }, startSeconds * 1000);
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      if (!output.includes('\n')) return;
      clearTimeout(timer);
      resolve(JSON.parse(output) as HostInfo);
    });
    child.stderr?.on('data', (data: Buffer) => (errors = `${errors}${data.toString()}`.slice(-5000)));
    child.on('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The host ended with code ${code}: ${errors}`));
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

/** Which rights were used is told after all tests, see `infra/local/rights/report.ts`. */
function keepRights(dataDir: string, pid: number): void {
  const report = path.join(dataDir, 'rights-used.json');
  if (!existsSync(report)) return;
  const folder = path.join(root, '.build/rights-used');
  mkdirSync(folder, { recursive: true });
  copyFileSync(report, path.join(folder, `${Date.now()}-${pid}.json`));
}
