import { page } from '$app/state';
import type { CrashReport } from '#contract/crash.ts';
import { partsAreMissing } from '#lib/api/missing-parts.svelte.ts';
import { siteConfig } from '#lib/config.ts';
import { version } from '../../../../package.json';

/** The first crashes of a page say what is wrong; others usually follow from them. */
const reportsMost = 3;
const placesMost = 6;
const reported = new Set<string>();

interface Place {
  route: { id: string | null };
  params: Partial<Record<string, string>>;
}

/** Reports a crash to the service, once. A report that can’t be sent is dropped: the page has other worries then. */
export async function reportCrash(error: unknown, at: Place = page): Promise<void> {
  const report = reportOf(error, at);
  if (!report) return;
  // Another try crashes the same page, though possibly in another place.
  const crash = `${report.page} ${report.error}`;
  if (reported.size >= reportsMost || reported.has(crash)) return;
  reported.add(crash);
  try {
    const { apiUrl } = await siteConfig();
    const body = JSON.stringify(report);
    const headers = { 'content-type': 'application/json' };
    await fetch(`${apiUrl}/v1/crashes`, { method: 'POST', headers, body, keepalive: true });
  } catch {
    // Neither the user nor the service can do anything about it.
  }
}

/** Reports crashes that nothing catches, such as those in event handlers. */
export function reportUncaught(target: Window): void {
  target.addEventListener('error', (event) => void reportCrash(event.error));
  target.addEventListener('unhandledrejection', (event) => void reportCrash(event.reason));
}

/** A report without anything that a user has entered: messages of errors and addresses of pages can contain that. */
function reportOf(error: unknown, at: Place): CrashReport | undefined {
  if (!(error instanceof Error) || !isCrash(error)) return undefined;
  const places = placesIn(error.stack ?? '');
  // Scripts of browser extensions throw errors, too.
  if (places.length === 0) return undefined;
  const { requestId } = error as { requestId?: string };
  return {
    page: routeOf(at),
    release: version,
    error: /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'Error',
    places,
    ...(requestId === undefined ? {} : { failedRequestId: requestId }),
  };
}

const lostNames = ['ConnectionLost', 'NetworkError', 'AbortError', 'TimeoutError'];
/** How Chromium, Firefox and Safari describe requests without a response. They have no name of their own. */
const lostMessages = /^(Failed to fetch|NetworkError when|Load failed)/;

/**
 * Whether the site is at fault. A lost connection isn’t its fault, nor is a part of the page that could not be loaded, or
 * what follows from it. Refusals of the service are answers that pages show.
 */
function isCrash(error: Error): boolean {
  if (!navigator.onLine || partsAreMissing()) return false;
  if (lostNames.includes(error.name) || lostMessages.test(error.message)) return false;
  return error.name !== 'ApiProblem' || (error as { code?: string }).code === 'internal';
}

/** Only files of the site: other addresses in a stack are those of pages, which contain IDs. */
function placesIn(stack: string): string[] {
  const files = stack.matchAll(/https?:\/\/[^/\s]+(\/_app\/[\w/.-]{1,150}:\d+:\d+)/g);
  return [...files].map(([, place]) => place ?? '').slice(0, placesMost);
}

/** The page without the values of its parameters, except for the type of its records. */
const routeOf = ({ route, params }: Place): string =>
  (route.id ?? '/').replace('[records=recordType]', (whole) => params.records ?? whole);
