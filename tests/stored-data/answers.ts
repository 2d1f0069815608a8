import type { Call } from '../caller.ts';

/** The part of a response that is stored. Values that depend on the day of reading are always left out. */
export type Part = 'whole' | 'ids' | 'pages' | 'board' | 'events';

/** A request whose response is stored with the data. */
export interface StoredRequest {
  as: string;
  /** Ids are written as `<name>`, as in the response. */
  path: string;
  part: Part;
  /** The body of a POST request, which asks a question. Other requests are GET requests. */
  body?: object;
}
export type StoredAnswer = StoredRequest & { answer: unknown };

/** Replaces ids with names and names with ids. */
export interface Names {
  id(name: string): string;
  toIds(text: string): string;
  toNames<T>(value: T): T;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export function namesOf(ids: Record<string, string>): Names {
  const byId = () => new Map(Object.entries(ids).map(([name, id]) => [id, `<${name}>`]));
  const id = (name: string) => {
    if (ids[name] === undefined) throw new Error(`Nothing is called ${name}`);
    return ids[name];
  };
  return {
    id,
    toIds: (text) => text.replace(/<([^>]+)>/g, (_, name: string) => id(name)),
    toNames(value) {
      const names = byId();
      const text = JSON.stringify(value).replace(uuid, (found) => names.get(found) ?? found);
      return JSON.parse(text) as typeof value;
    },
  };
}

/**
 * Fields that change over time: addresses of the host and presigned URLs, cursors, the last use of a key, numbers of
 * recent days and months, and what clients can do with their issues for some days.
 */
const fleeting = new Set([
  'previewUrl',
  'avatarUrl',
  'logoUrl',
  'webhookUrl',
  'nextCursor',
  'lastUsedAt',
  'newThisWeek',
  'newLastWeek',
  'asOf',
  'totalIsExact',
  'perDay',
  'wonThisMonth',
  'wonLastMonth',
  'closedThisMonth',
  'closedLastMonth',
  'answerableUntil',
  'canAnswer',
  'canResolve',
  'canRate',
]);

/** What an answer tells on any later day, as long as nothing is changed. */
export function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !fleeting.has(name));
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, isEndedInvitation(name, inner) ? 'invited' : lasting(inner)]),
  );
}

/** Whether a client was invited some days ago. Nothing else that is stored has this state. */
const isEndedInvitation = (name: string, value: unknown): boolean => name === 'state' && value === 'expired';

const idsOf = (page: any) => page.items.map(({ id }: { id: string }) => id) as string[];

const parts: Record<Exclude<Part, 'pages'>, (body: any, text: string) => unknown> = {
  whole: lasting,
  ids: (body) => ({ total: body.total, ids: idsOf(body) }),
  board: ({ columns }) => columns.map(({ cards, ...sums }: any) => ({ ...sums, ids: idsOf(cards) })),
  events: (_, text) => text.split(/\r?\n/).filter((line) => /^(SUMMARY|DTSTART)/.test(line)),
};

/**
 * Sends a request and returns the stored part of the response, with names instead of ids. If the request fails, that is
 * the status and the error code.
 */
export async function answerTo(
  call: Call,
  names: Names,
  { path, part, body: question }: StoredRequest,
): Promise<unknown> {
  const address = names.toIds(path);
  if (part === 'pages') return names.toNames(await pagesAt(call, address));
  const { status, body, text } = await (question
    ? call('POST', address, { body: JSON.parse(names.toIds(JSON.stringify(question))) })
    : call('GET', address));
  return names.toNames(status === 200 ? parts[part](body, text) : { status, code: body?.code });
}

async function pagesAt(call: Call, address: string): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { body } = await call('GET', cursor ? `${address}&cursor=${encodeURIComponent(cursor)}` : address);
    pages.push(idsOf(body));
    cursor = body.nextCursor;
  } while (cursor);
  return pages;
}
