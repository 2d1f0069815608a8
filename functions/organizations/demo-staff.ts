import type { Member } from '#contract/member.ts';
import { readChart } from '#data/chart.ts';
import type { Context } from '#data/context.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { employeeRecords } from '#data/records/employee.ts';
import { vendorRecords } from '#data/records/vendor.ts';
import { demoId } from './demo-id.ts';
import { demoEmail, demoPhones, regionOf } from './demo-person.ts';
import { daysBefore, demoInstant, pick, seededRandom, words } from './demo-random.ts';
import { addRecords } from './demo-records.ts';
import type { WorkTime } from './work-time.ts';

/** Name, department, position, and whom they work for by the place in this list. */
const staff: readonly [name: string, department: string, position: string, manager: number | undefined][] = [
  ['Dana Moreno', 'Management', 'Managing Director', undefined],
  ['Julián Ortega', 'Sales Americas', 'Head of Sales Americas', 0],
  ['Greta Lindqvist', 'Sales Europe', 'Head of Sales Europe', 0],
  ['Amara Osei', 'Customer Success', 'Head of Customer Success', 0],
  ['Camila Restrepo', 'Sales Americas', 'Account Executive', 1],
  ['Marcus Whitfield', 'Sales Americas', 'Account Executive', 1],
  ['Lucía Benavides', 'Sales Americas', 'Sales Development', 1],
  ['Tomasz Zieliński', 'Sales Europe', 'Account Executive', 2],
  ['Inès Delacroix', 'Sales Europe', 'Account Executive', 2],
  ['Jonas Becker', 'Sales Europe', 'Sales Development', 2],
  ['Priya Raman', 'Customer Success', 'Customer Success Manager', 3],
  ['Noah van Dijk', 'Customer Success', 'Support Engineer', 3],
];

/** Twelve people in three teams. The members that there are come first; nobody else can sign in. */
export async function addStaff(
  context: Context,
  members: readonly Member[],
  time: WorkTime,
): Promise<number> {
  const { people: chart } = await readChart(context, context.orgId);
  const linked = new Set(Object.values(chart).map(({ u }) => u));
  const caller = members.filter(({ userId }) => userId === context.actor.userId);
  const others = members.filter(({ userId }) => userId !== context.actor.userId);
  const free = [...caller, ...others].map(({ userId }) => userId).filter((userId) => !linked.has(userId));
  const random = seededRandom(12);
  const idOf = (place: number) => demoId(context.orgId, `employee ${place}`);
  const people = staff.map(([name, department, position, manager], place) => {
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
      ...(free[place] ? { userId: free[place] } : {}),
    };
    return { id: idOf(place), at: daysBefore(context.now, 370 - place), input };
  });
  const { added } = await addRecords(context, employeeRecords, people, time);
  return added;
}

const vendors: readonly [name: string, category: string][] = [
  ['Papelería Moderna', 'Office supplies'],
  ['Nordlicht Druck', 'Printing'],
  ['BlueRoute Freight', 'Logistics'],
  ['Café Horizonte', 'Catering'],
  ['Hotel Mirador', 'Travel'],
  ['Kraków Software House', 'Software'],
  ['SignalTel', 'Telecommunications'],
  ['Green Cleaning Co.', 'Facilities'],
  ['Vega Abogados', 'Legal'],
  ['Ledger & Sons', 'Accounting'],
  ['Lumen Studio', 'Design'],
  ['Messe Köln Standbau', 'Events'],
  ['TransAndina Cargo', 'Logistics'],
  ['Pixel Prints', 'Printing'],
  ['Oficina Total', 'Furniture'],
  ['Datacenter Rotterdam', 'Hosting'],
  ['Translatio', 'Translation'],
  ['Seguros Alborada', 'Insurance'],
];
const contactPeople = words(
  'Ana Ruiz, Peter Holm, Diego Salas, Ingrid Voss, Olivia Hart, Rafał Mazur, Luz Peña',
);

export async function addVendors(
  context: Context,
  time: WorkTime,
): Promise<{ added: number; records: AnyRecord[] }> {
  const random = seededRandom(18);
  const statuses = context.settings.vendorStatuses.filter(({ retired }) => !retired);
  const inputs = vendors.map(([name, category], index) => {
    const region = regionOf(random);
    const input = {
      name,
      category,
      contactPerson: pick(random, contactPeople),
      phones: demoPhones(random, region),
      country: region.country,
      statusId: (random() < 0.85 ? statuses[0] : statuses.at(-1))?.id,
      ...(random() < 0.8 ? { rating: 2 + Math.floor(random() * 4) } : {}),
    };
    return { id: demoId(context.orgId, `vendor ${index}`), at: demoInstant(random, context.now), input };
  });
  return addRecords(context, vendorRecords, inputs, time);
}
