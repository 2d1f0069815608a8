import { employee, type Employee } from '#contract/records/employee.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import { chartActions, makesCircle, readChart, type Chart, type ChartChange } from '../organization/chart.ts';
import type { RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

const plain = plainDefinition<Employee>(employee);

/** The definition of employees. Writing one also updates the organization chart. */
export const employeeRecords: RecordDefinition<Employee> = {
  ...plain,
  projection: 5,
  search: { ...plain.search, detail: (record) => record.position },
  countedBy: 'department',
  rules: {
    singly: ['managerId'],
    check: (record) => (record.managerId === record.id ? { field: 'managerId', code: 'circle' } : undefined),
    room: async (context, more) => checkEmployeeLimit(await readChart(context, context.orgId), more),
    restoring: async (context, records) => {
      const chart = await readChart(context, context.orgId);
      const added = records.filter(({ id }) => !Object.hasOwn(chart.people, id));
      checkEmployeeLimit(chart, added.length);
      // Someone who reported to the employee may have become a manager of the employee's former manager.
      if (makesCircle(chart.people, records)) throw fieldProblem('/managerId', 'circle', 'conflict');
      return employeeRecordsAt(chart.revision);
    },
  },
  along: { actions: ({ orgId }, writes) => chartActions(orgId, writes.flatMap(chartChange)) },
};

function checkEmployeeLimit({ people }: Chart, more: number): void {
  const limit = limits.employeesPerOrganization;
  if (Object.keys(people).length + more > limit)
    throw fieldProblem('/firstName', 'too_many', 'conflict', { limit });
}

/**
 * The change that a write makes to the chart, if any. The chart depends only on the manager, the user, and whether the
 * record is in the trash.
 */
function chartChange({ before, after }: { before: Employee | undefined; after: Employee }): ChartChange[] {
  const place = ({ id, managerId, userId, deletedAt }: Employee): ChartChange => ({
    id,
    managerId,
    userId,
    isGone: deletedAt !== undefined,
  });
  const next = place(after);
  return before && JSON.stringify(place(before)) === JSON.stringify(next) ? [] : [next];
}

/** A definition that writes employees only if the chart is unchanged, for checks that depend on the whole chart. */
export const employeeRecordsAt = (revision: number): RecordDefinition<Employee> => ({
  ...employeeRecords,
  along: { actions: ({ orgId }, writes) => chartActions(orgId, writes.flatMap(chartChange), revision) },
});
