import type { Member } from '#contract/member.ts';
import { readChart } from '#data/organization/chart.ts';
import type { Context } from '#data/organization/context.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { employeeRecords } from '#data/records/employee.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { demoEmail, demoPhones, regionOf } from './person.ts';
import { atWork } from './hours.ts';
import { daysBefore, demoInstant, pick, seededRandom } from './random.ts';
import { addRecords } from './records.ts';
import type { DemoContent } from './content/content.ts';
import type { WorkTime } from './work-time.ts';

/**
 * Adds the content's employees with their managers. Members without an employee record are linked to the first of these
 * employees, starting with the caller.
 */
export async function addStaff(
  context: Context,
  { staff }: DemoContent,
  members: readonly Member[],
  time: WorkTime,
): Promise<number> {
  const { people: chart } = await readChart(context, context.orgId);
  const linked = new Set(Object.values(chart).map(({ u }) => u));
  const caller = members.filter(({ userId }) => userId === context.actor.userId);
  const others = members.filter(({ userId }) => userId !== context.actor.userId);
  const free = [...caller, ...others].map(({ userId }) => userId).filter((userId) => !linked.has(userId));
  const random = seededRandom(12);
  const idOf = (index: number) => derivedId(context.orgId, `employee ${index}`);
  const people = staff.map(([name, department, position, manager], index) => {
    const [firstName = '', ...rest] = name.split(' ');
    const lastName = rest.join(' ');
    const hired = daysBefore(context.now, 200 + random() * 2_000);
    const input = {
      firstName,
      lastName,
      department,
      position,
      hireDate: hired.slice(0, 10),
      email: demoEmail(firstName, lastName, 'northwind.example'),
      ...(manager === undefined ? {} : { managerId: idOf(manager) }),
      ...(free[index] ? { userId: free[index] } : {}),
    };
    return { id: idOf(index), at: atWork(random, daysBefore(context.now, 370 - index), context), input };
  });
  const { added } = await addRecords(context, employeeRecords, people, time);
  return added;
}

export async function addVendors(
  context: Context,
  content: DemoContent,
  time: WorkTime,
): Promise<{ added: number; records: AnyRecord[] }> {
  const random = seededRandom(18);
  const statuses = context.settings.vendorStatuses.filter(({ retired }) => !retired);
  const inputs = content.vendors.map(([name, category], index) => {
    const region = regionOf(random, content);
    const input = {
      name,
      category,
      contactPerson: pick(random, content.vendorPeople),
      phones: demoPhones(random, region),
      country: region.country,
      statusId: (random() < 0.85 ? statuses[0] : statuses.at(-1))?.id,
      ...(random() < 0.8 ? { rating: 2 + Math.floor(random() * 4) } : {}),
    };
    const at = atWork(random, demoInstant(random, context.now), context);
    return { id: derivedId(context.orgId, `vendor ${index}`), at, input };
  });
  return addRecords(context, recordDefinitions.vendor, inputs, time);
}
