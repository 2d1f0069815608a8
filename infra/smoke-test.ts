import { setTimeout as sleep } from 'node:timers/promises';

/** A stage as a browser reaches it. */
export interface LiveStage {
  /** `https://…` without a slash at the end. */
  url: string;
  /** What /config.json should have. */
  config: Record<string, string>;
  /** The version that was deployed. */
  version: string;
  /** Requests that need a sign-in, such as one to each function of the API. */
  refused: readonly { method: string; path: string }[];
}

/** Returns what is wrong; undefined if nothing is. */
type Look = (stage: LiveStage) => Promise<string | undefined>;

const looks: Record<string, Look> = {
  async 'the site'({ url }) {
    const { status, text } = await answerOf(`${url}/`);
    return status === 200 && /<html/i.test(text) ? undefined : `answers ${status} instead of a page`;
  },

  async 'the configuration of the site'({ url, config }) {
    const { status, text } = await answerOf(`${url}/config.json`);
    if (status !== 200) return `answers ${status}`;
    const found = parsed(text);
    const other = Object.keys(config).filter((name) => found[name] !== config[name]);
    return other.length === 0 ? undefined : `has other values of ${other.join(', ')}`;
  },

  async 'the API'({ url, version }) {
    const { status, text } = await answerOf(`${url}/v1/health`);
    if (status !== 200) return `answers ${status} to /v1/health`;
    const { version: running, parts = {} } = parsed(text) as {
      version?: string;
      parts?: Record<string, { state: string; detail?: string }>;
    };
    if (running !== version) return `runs version ${running ?? 'unknown'} instead of ${version}`;
    const failing = Object.entries(parts).flatMap(([name, { state, detail }]) =>
      state === 'ok' ? [] : [`${name} is ${state}${detail === undefined ? '' : ` (${detail})`}`],
    );
    if (failing.length > 0) return failing.join(', ');
    return Object.keys(parts).length > 0 ? undefined : 'says nothing about its parts';
  },

  async 'the API without a sign-in'({ url, refused }) {
    const wrong: string[] = [];
    for (const { method, path } of refused) {
      const { status, text } = await answerOf(url + path, method);
      if (status !== 401 || parsed(text).code !== 'unauthenticated')
        wrong.push(`${method} ${path} with ${status}`);
    }
    return wrong.length === 0 ? undefined : `answers ${wrong.join(', ')} instead of 401`;
  },
};

/** For how long a new stage may not answer, because names and certificates spread. */
const patienceSeconds = 60;
const pauseSeconds = 5;

/** Looks at a deployed stage as a browser would, and throws an Error with a line for everything that fails. */
export async function smokeTest(stage: LiveStage, seconds = patienceSeconds): Promise<void> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const problems = await problemsOf(stage);
    if (problems.length === 0) return;
    if (Date.now() + pauseSeconds * 1000 > until)
      throw new Error([`${stage.url} was deployed but doesn’t work:`, ...problems].join('\n'));
    await sleep(pauseSeconds * 1000);
  }
}

async function problemsOf(stage: LiveStage): Promise<string[]> {
  const problems: string[] = [];
  // One after the other, because a stage can be throttled to a request a second while it is restored.
  for (const [what, look] of Object.entries(looks)) {
    const problem = await look(stage).catch((error: unknown) => `can’t be reached (${reasonOf(error)})`);
    if (problem !== undefined) problems.push(`- ${what} ${problem}`);
  }
  return problems;
}

async function answerOf(url: string, method = 'GET'): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method, redirect: 'manual', signal: AbortSignal.timeout(15_000) });
  return { status: response.status, text: await response.text() };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** `fetch` names the reason in the cause of its error. */
function reasonOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown };
  return cause instanceof Error ? cause.message : String(cause);
}
