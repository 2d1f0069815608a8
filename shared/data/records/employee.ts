import { employee, type Employee } from '#contract/employee.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import { chartActions, makesCircle, readChart, type Chart, type ChartChange } from '../chart.ts';
import { fold, keyText, wordsOf } from '../words.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

type EmployeeRecord = Employee & AnyRecord;

/** How employees lie in the table. What is written of one also keeps its place in the organization chart. */
const definition: RecordDefinition<EmployeeRecord> = {
  type: employee,
  schema: 1,
  projection: 2,
  upgrades: [],
  unique: ['userId'],
  singly: ['managerId'],
  lists: [
    { index: 'g1', sort: 'name' },
    { index: 'g2', sort: 'createdAt' },
    { index: 'g3', by: 'managerId', sort: 'name' },
  ],
  sorts: { name: (record) => keyText(fold(record.fullName)), createdAt: (record) => record.createdAt },
  searchWords: (record) =>
    wordsOf({
      names: [record.firstName, record.lastName],
      emails: [record.email],
      phones: (record.phones ?? []).map((phone) => phone.number),
    }),
  searchDetail: (record) => record.position,
  countedBy: 'department',
  countedEach: [],
  derive: (record) => ({ fullName: [record.firstName, record.lastName].filter(Boolean).join(' ') }),
  check: (record) => (record.managerId === record.id ? { field: 'managerId', code: 'circle' } : undefined),
  room: async (context, more) => refuseCrowd(await readChart(context, context.orgId), more),
  restoring: async (context, records) => {
    const chart = await readChart(context, context.orgId);
    refuseCrowd(chart, records.length);
    // Whom somebody in the trash had under them may have come to manage their manager.
    if (makesCircle(chart.people, records)) throw fieldProblem('/managerId', 'circle', 'conflict');
    return employeeRecordsAt(chart.revision);
  },
  along: ({ orgId }, writes) => chartActions(orgId, writes.flatMap(chartChange)),
};

function refuseCrowd({ people }: Chart, more: number): void {
  const limit = limits.employeesPerOrganization;
  if (Object.keys(people).length + more > limit)
    throw fieldProblem('/firstName', 'too_many', 'conflict', { limit });
}

/** The chart tells of managers, users and the trash: nothing else that is changed of an employee concerns it. */
function chartChange({
  before,
  after,
}: {
  before: EmployeeRecord | undefined;
  after: EmployeeRecord;
}): ChartChange[] {
  const place = ({ id, managerId, userId, deletedAt }: EmployeeRecord): ChartChange => ({
    id,
    managerId,
    userId,
    isGone: deletedAt !== undefined,
  });
  const next = place(after);
  return before && JSON.stringify(place(before)) === JSON.stringify(next) ? [] : [next];
}

export const employeeRecords = definition as unknown as RecordDefinition;

/** Employees whose places change only while the chart is as it was read: what depends on the whole of it. */
export const employeeRecordsAt = (revision: number): RecordDefinition =>
  ({
    ...definition,
    along: ({ orgId }, writes) => chartActions(orgId, writes.flatMap(chartChange), revision),
  }) satisfies RecordDefinition<EmployeeRecord> as unknown as RecordDefinition;
