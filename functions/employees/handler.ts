import { employees, type Employee } from '#contract/employee.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem } from '#contract/problem.ts';
import { makesCircle, readChart } from '#data/chart.ts';
import type { Context } from '#data/context.ts';
import { employeeRecords } from '#data/records/employee.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';

const operations = recordOperations(employeeRecords);

/** Nobody becomes their own manager, at whatever remove. */
async function update(
  context: Context,
  input: InputOf<typeof employees.operations.update>,
): Promise<Employee> {
  const { managerId } = input.body;
  if (managerId && makesCircle(await readChart(context, context.orgId), input.id, managerId)) {
    throw fieldProblem('/managerId', 'not_allowed');
  }
  return (await operations.update(context, input)) as Employee;
}

export const handler = serve(employees, { ...operations, update }, recordPrefetch(employeeRecords));
