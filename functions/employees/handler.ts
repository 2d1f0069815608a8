import { employees, type Employee } from '#contract/employee.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { ChartMoved, makesCircle, readChart } from '#data/chart.ts';
import type { Context } from '#data/context.ts';
import { employeeRecords, employeeRecordsAt } from '#data/records/employee.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { retryDelayMs, sleep } from '#data/retry.ts';
import { serve } from '#http/serve.ts';

type Operations = typeof employees.operations;

const operations = recordOperations(employeeRecords);

const attemptsMax = 10;

/**
 * Nobody becomes their own manager, at whatever remove: two changes at once could make a circle of which neither saw the
 * other half, so each holds only in the chart that it was looked at in, and is looked at anew in another.
 */
async function inPresentChart(write: () => Promise<Employee>): Promise<Employee> {
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
  return inPresentChart(async () => {
    const { people, revision } = await readChart(context, context.orgId);
    if (makesCircle(people, [{ id: input.id, managerId }])) throw fieldProblem('/managerId', 'circle');
    return (await recordOperations(employeeRecordsAt(revision)).update(context, input)) as Employee;
  });
}

const restore = (context: Context, input: InputOf<Operations['restore']>): Promise<Employee> =>
  inPresentChart(async () => (await operations.restore(context, input)) as Employee);

export const handler = serve(employees, { ...operations, update, restore }, recordPrefetch(employeeRecords));
