import { employee, type Employee } from '#contract/records/employee.ts';
import type { InputOf } from '#contract/operation.ts';
import { recordResource } from '#contract/record-operations.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { ChartMoved, makesCircle, readChart } from '#data/organization/chart.ts';
import type { Context } from '#data/organization/context.ts';
import { employeeRecords, employeeRecordsAt } from '#data/records/employee.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { retryDelayMs, sleep } from '#data/store/retry.ts';
import { serve } from '#http/serve.ts';

const employees = recordResource(employee);
type Operations = typeof employees.operations;

const operations = recordOperations(employeeRecords);

const attemptsMax = 10;

/**
 * Retries a write if the org chart has changed. Two concurrent changes could close a cycle in the reporting line that
 * neither can detect, so each write requires that the chart is still the one it was checked against.
 */
async function withCurrentChart(write: () => Promise<Employee>): Promise<Employee> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof ChartMoved)) throw error;
      if (attempt === attemptsMax) throw new ProblemError('unavailable');
      await sleep(retryDelayMs(attempt));
    }
  }
}

async function update(context: Context, input: InputOf<Operations['update']>): Promise<Employee> {
  const { managerId } = input.body;
  if (!managerId) return (await operations.update(context, input)) as Employee;
  return withCurrentChart(async () => {
    const { people, revision } = await readChart(context, context.orgId);
    if (makesCircle(people, [{ id: input.id, managerId }])) throw fieldProblem('/managerId', 'circle');
    return (await recordOperations(employeeRecordsAt(revision)).update(context, input)) as Employee;
  });
}

const restore = (context: Context, input: InputOf<Operations['restore']>): Promise<Employee> =>
  withCurrentChart(async () => (await operations.restore(context, input)) as Employee);

export const handler = serve(employees, { ...operations, update, restore }, recordPrefetch(employeeRecords));
