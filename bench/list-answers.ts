import type { ListPage } from '#contract/lists/list-operations.ts';
import type { Client } from 'pg';
import type { Connection } from './connection.ts';
import { pageSize, type Question } from './list-questions.ts';
import type { RequestOf } from './system.ts';

/** What the API and PostgreSQL must agree on. */
export type ListAnswer = {
  total: number;
  ids: string[];
  /** Count and sum by key. */
  groups: Record<string, [count: number, sum: number]>;
};

/** Asks the same question again and again. */
export type Ask = () => Promise<ListAnswer>;

/** Asks the API. The cursor of a far page is read once, from the end of the page before it. */
export async function askApi(
  connection: Connection,
  request: RequestOf,
  orgId: string,
  { plural, body, after }: Pick<Question, 'body' | 'after'> & { plural: string },
): Promise<Ask> {
  const path = `/v1/orgs/${orgId}/${plural}/query`;
  const send = async (bytes: Buffer): Promise<ListPage> => {
    const { status, body: text } = await connection.send(bytes);
    if (status !== 200) throw new Error(`${status}: ${text}`);
    return JSON.parse(text) as ListPage;
  };
  const previous = after && (await send(request(path, { ...body, offset: after.rows - pageSize })));
  const bytes = request(path, { ...body, ...(previous ? { cursor: previous.nextCursor } : {}) });
  return async () => {
    const { total, items, groups = [] } = await send(bytes);
    return {
      total,
      ids: items.map(({ id }) => id),
      groups: Object.fromEntries(
        groups.map(({ key, count, measures }) => {
          const sums = Object.values(measures).flat();
          return [String(key), [count, sums.reduce((sum, one) => sum + one.sum, 0)]];
        }),
      ),
    };
  };
}

type SqlGroup = { key: string | null; count: string; sum?: string };

/** Asks PostgreSQL with prepared statements, one after the other on one connection, as an application would. */
export async function askPostgres(postgres: Client, question: Question): Promise<Ask> {
  const { what, plural, body, where = 'true', values = [], order, after, groups } = question;
  const condition = `"deletedAt" IS NULL AND (${where})`;
  const run = async <Row extends object>(name: string, text: string, parameters = values) =>
    (await postgres.query<Row>({ name: `${name} ${plural} ${what}`.slice(0, 63), text, values: parameters }))
      .rows;
  const select = (selected: string, start: string, limit: number, offset: number) =>
    `SELECT ${selected} FROM ${plural} WHERE ${condition} AND ${start} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`;
  const [last] = after ? await run<object>('last', select(after.keys, 'true', 1, after.rows - 1)) : [];
  const page = select('id, body', after ? after.start : 'true', body.limit ?? pageSize, body.offset ?? 0);
  const total = `SELECT count(*)::int AS total FROM ${plural} WHERE ${condition}`;
  return async () => {
    const rows = await run<{ id: string; body: string }>('page', page, last ? Object.values(last) : values);
    const [counted] = await run<{ total: number }>('total', total);
    const grouped = groups ? await run<SqlGroup>('groups', `${groups} WHERE ${condition} GROUP BY 1`) : [];
    return {
      total: counted!.total,
      ids: rows.map(({ id }) => id),
      groups: Object.fromEntries(
        grouped.map(({ key, count, sum = '0' }) => [String(key), [Number(count), Number(sum)]]),
      ),
    };
  };
}
