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

const operations = recordOperations(employeeRecords);

const attemptsMax = 10;

/**
 * Nobody becomes their own manager, at whatever remove: two changes at once could make a circle of which neither saw the
 * other half, so each holds only in the chart that it was looked at in.
 */
async function update(
  context: Context,
  input: InputOf<typeof employees.operations.update>,
): Promise<Employee> {
  const { managerId } = input.body;
  if (!managerId) return (await operations.update(context, input)) as Employee;
  for (let attempt = 1; ; attempt += 1) {
    const { people, revision } = await readChart(context, context.orgId);
    if (makesCircle(people, input.id, managerId)) throw fieldProblem('/managerId', 'not_allowed');
    try {
      return (await recordOperations(employeeRecordsAt(revision)).update(context, input)) as Employee;
    } catch (error) {
      if (!(error instanceof ChartMoved)) throw error;
      if (attempt === attemptsMax) throw new ProblemError('unavailable');
      await sleep(retryDelayMs(attempt));
    }
  }
}

export const handler = serve(employees, { ...operations, update }, recordPrefetch(employeeRecords));
