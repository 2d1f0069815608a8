import type { Call } from '../caller.ts';

/** The part of a response that is stored. Values that depend on the day of reading are always left out. */
export type Part = 'whole' | 'ids' | 'pages' | 'board' | 'events';

/** A GET request whose response is stored with the data. */
export interface StoredRequest {
  as: string;
  /** Ids are written as `<name>`, as in the response. */
  path: string;
  part: Part;
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

/** Fields that change over time: presigned URLs, cursors, the last use of a key, and numbers of recent days. */
const fleeting = new Set([
  'previewUrl',
  'avatarUrl',
  'logoUrl',
  'nextCursor',
  'lastUsedAt',
  'newThisWeek',
  'newLastWeek',
  'asOf',
  'totalIsExact',
  'perDay',
  'wonThisMonth',
  'wonLastMonth',
]);

function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !fleeting.has(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, lasting(inner)]));
}

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
export async function answerTo(call: Call, names: Names, { path, part }: StoredRequest): Promise<unknown> {
  const address = names.toIds(path);
  if (part === 'pages') return names.toNames(await pagesAt(call, address));
  const { status, body, text } = await call('GET', address);
  for (const name of addedLater[path] ?? []) delete body?.[name];
  return names.toNames(status === 200 ? parts[part](body, text) : { status, code: body?.code });
}

/** Fields that answers have had since the data were written, by path. */
const addedLater: Record<string, readonly string[]> = { '/v1/me': ['createdAt'] };

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
