import type { ListQuestion } from '#contract/lists/list-question.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { Connection } from '../connection.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';
import { askApi } from '../list-answers.ts';
import { openLists } from '../open-lists.ts';
import type { System } from '../system.ts';

const rounds = 40;
const warmUpRounds = 5;

const unpaid = { field: 'statusId', op: 'anyOf', value: ['open', 'overdue'] } as const;
const questions: Record<string, ListQuestion> = {
  'no filter, newest first': {},
  'unpaid, by due date': { filter: unpaid, sorts: [{ field: 'dueOn' }] },
  'overdue for more than 90 days in one currency, largest first': {
    filter: {
      and: [
        unpaid,
        { field: 'currency', op: 'is', value: 'USD' },
        { field: 'dueOn', op: 'before', value: { days: -90 } },
      ],
    },
    sorts: [{ field: 'due', descending: true }],
  },
  'issued this quarter, with the sums of tax and total': {
    filter: { field: 'issuedOn', op: 'within', value: { this: 'quarter' } },
    groups: { measures: ['tax', 'total'] },
  },
  'unpaid, by owner': { filter: unpaid, limit: 0, groups: { by: 'ownerId', measures: ['due'] } },
  'a number': { q: 'f-000777' },
};
const reports = {
  invoices: '/analytics/invoices',
  taxes: '/analytics/taxes',
  payments: '/analytics/payments',
};
/** Reports that are answered from the list in memory. */
const listReports = {
  'what is unpaid': '/analytics/receivables',
  'sales by customer, a year': '/analytics/sales',
  'sales by product, a year': '/analytics/sales?of=product',
  'sales by person, a year': '/analytics/sales?of=owner',
};

/**
 * Questions about the list of invoices and reports on them: the time of each in a large organization and, for reports
 * from counters, relative to a small one. Reports that are answered from the list in memory are measured like questions.
 */
export async function measureInvoices(system: System): Promise<Figure[]> {
  const { invoice, payment } = recordDefinitions;
  const seconds = await openLists(system, [invoice, payment]);
  const connection = new Connection(system.host.url);
  const { large, small, request } = system;
  const figures = [plain('invoices', 'first answers about both lists, with snapshots', seconds, 's')];
  for (const [what, body] of Object.entries(questions)) {
    const ask = await askApi(connection, request, large.id, { plural: 'invoices', body });
    figures.push(atMost('invoices', `${what}, p50`, await timeOf(ask), 'ms', 100));
  }
  const read = (id: string, path: string) => async () => {
    const { status, body } = await connection.send(request(`/v1/orgs/${id}${path}`));
    if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
  };
  for (const [what, path] of Object.entries(listReports)) {
    const time = await timeOf(read(large.id, path));
    figures.push(atMost('invoices', `report on ${what}, p50`, time, 'ms', 100));
  }
  for (const [what, path] of Object.entries(reports)) {
    const before = await timeOf(read(small.id, path));
    const after = await timeOf(read(large.id, path));
    figures.push(plain('invoices', `report on ${what}, a year, p50 at ${large.records}`, after, 'ms'));
    const sizes = `${small.records} → ${large.records} invoices`;
    figures.push(atMost('invoices', `report on ${what}, ${sizes}`, after / before, '×', 1.2));
  }
  connection.close();
  return figures;
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const startedAt = performance.now();
    await run();
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  return median(times);
}
