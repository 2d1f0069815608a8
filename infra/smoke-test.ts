import { setTimeout as sleep } from 'node:timers/promises';

/** A stage as a browser reaches it. */
export interface LiveStage {
  /** `https://…` without a slash at the end. */
  url: string;
  /** What /config.json should have. */
  config: Record<string, string>;
  /** The version that was deployed. */
  version: string;
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

  async 'a request without a sign-in'({ url }) {
    const { status, text } = await answerOf(`${url}/v1/me`);
    const { code } = parsed(text);
    return status === 401 && code === 'unauthenticated'
      ? undefined
      : `is answered with ${status} instead of 401`;
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
  const found = await Promise.all(
    Object.entries(looks).map(async ([what, look]) => {
      const problem = await look(stage).catch((error: unknown) => `can’t be reached (${reasonOf(error)})`);
      return problem === undefined ? [] : [`- ${what} ${problem}`];
    }),
  );
  return found.flat();
}

async function answerOf(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(15_000) });
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
