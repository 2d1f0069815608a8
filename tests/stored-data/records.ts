import { every, money, oneOf, post, type Filling, type Values } from './filling.ts';

const firstNames = ['Marisol', 'José', 'Ana', 'Łukasz', 'Inés', 'Bruno', 'Zoë', 'Müge'];
const lastNames = ['Gómez López', 'Marín', "O'Neill", 'Núñez', 'Ødegård'];
const phone = (number: number) => ({ label: 'mobile', number: `+57300555${1000 + number}` });

/** Values that types share: owner and tags, which employees don't have, and custom fields. */
function shared({ ids }: Filling, number: number): Values {
  const owner = oneOf(['ada', 'bruno', 'carla', undefined], number);
  return {
    ...(owner ? { ownerId: ids[owner] } : {}),
    ...every(3, number, { tagIds: [ids['tag red']] }),
    ...every(4, number, { tagIds: [ids['tag green'], ids['tag red']] }),
    ...every(7, number, { tagIds: [ids['tag old']] }),
    custom: {
      size: number * 5,
      ...every(2, number, { grade: 'high' }),
      ...every(5, number, { grade: null }),
    },
  };
}

const person = (number: number) => ({
  firstName: oneOf(firstNames, number),
  lastName: `${oneOf(lastNames, number)} ${number}`,
});

const valuesOf: Record<string, (filling: Filling, number: number) => Values> = {
  customers: (_, number) => ({
    name: `${oneOf(['Clínica', 'House', 'Noordzee'], number)} ${number}`,
    statusId: oneOf(['active', 'vip', 'prospect', 'inactive'], number),
    email: `customer${number}@firms.example`,
    country: oneOf(['CO', 'ES', 'US'], number),
    city: 'Bogotá',
    website: 'https://firm.example/',
  }),
  contacts: ({ ids }, number) => ({
    ...person(number),
    email: `contact${number}@people.example`,
    phones: [phone(number)],
    statusId: oneOf(['prospect', 'qualified', 'customer', 'inactive'], number),
    country: oneOf(['CO', 'ES', 'US'], number),
    jobTitle: 'Director',
    ...every(2, number, { customerId: ids[`customer ${1 + (number % 3)}`] }),
  }),
  leads: (_, number) => ({
    ...person(number),
    email: `lead${number}@people.example`,
    phones: [phone(100 + number)],
    company: `Firm ${number}`,
    sourceId: oneOf(['website', 'referral', 'event'], number),
    ...every(2, number, { estimatedValue: money(2_000_000 + number), budgetMin: money(number * 100_000) }),
    ...every(2, number, { budgetMax: money(number * 150_000) }),
    ...every(5, number, { sourceId: null }),
  }),
  deals: ({ ids }, number) => ({
    title: `Deal ${number} ${oneOf(firstNames, number)}`,
    value: money(number * 12_345, number === 6 || number === 7 ? 'EUR' : 'USD'),
    ...(number === 6 ? { exchangeRate: 1.25 } : {}),
    customerId: ids[`customer ${1 + (number % 3)}`],
    contactIds: [ids[`contact ${1 + (number % 5)}`]],
    stageId: oneOf(
      ['sales-demo', 'sales-qualified', ids['stage 1'], 'sales-proposal', ids['stage 2']],
      number,
    ),
    expectedCloseDate: `2027-${String(1 + (number % 12)).padStart(2, '0')}-15`,
    ...every(4, number, { probability: 35 }),
    ...every(9, number, { expectedCloseDate: null }),
  }),
  vendors: (_, number) => ({
    name: `Vendor ${number} Marín`,
    statusId: oneOf(['active', 'inactive'], number),
    category: 'Power',
    country: oneOf(['CO', 'ES'], number),
    rating: 1 + (number % 5),
  }),
};

const customOfContact = ({ ids }: Filling, number: number): Values => ({
  licence: `Licence-7${number}`,
  story: 'A long\nstory',
  worth: money(number * 50_000),
  since: `2024-0${1 + (number % 9)}-10`,
  wishes: number % 2 ? ['garden', 'lift'] : ['pool'],
  vegan: number % 3 === 0,
  profile: 'https://people.example/one',
  'private-email': `private${number}@home.example`,
  'second-phone': `+57300444${1000 + number}`,
  house: ids[`customer ${1 + (number % 3)}`],
  retired: 'Still here',
});

export async function createRecords(filling: Filling): Promise<void> {
  const { organization, ids } = filling;
  const { path, owner } = organization;
  const counts = { customers: 14, contacts: 26, leads: 16, deals: 20, vendors: 10 };
  for (const [plural, count] of Object.entries(counts)) {
    const items = Array.from({ length: count }, (_, index) => {
      const own = valuesOf[plural]!(filling, index + 1);
      const values: Values = { ...shared(filling, index + 1), ...own };
      const isFull = plural === 'contacts' && index < 12;
      const more = isFull ? customOfContact(filling, index + 1) : {};
      const stage = typeof own.stageId === 'string' && !own.stageId.startsWith('sales');
      if (stage) values.pipelineId = ids['pipeline renewals'];
      return { ...values, custom: { ...(values.custom as Values), ...more } };
    });
    const made = await post(owner.call, `${path}/${plural}/bulk`, { items });
    made.items.forEach(({ id }: { id: string }, index: number) => {
      ids[`${plural.slice(0, -1)} ${index + 1}`] = id;
    });
  }
  const team = [{ userId: ids.bruno }, { userId: ids.carla }, {}, {}, {}];
  for (const [index, values] of team.entries()) {
    const manager = index === 0 ? {} : { managerId: ids[`employee ${index === 1 ? 1 : 2}`] };
    const { custom } = shared(filling, index + 1);
    const body = { ...person(index + 1), department: oneOf(['Sales', 'Support'], index), custom, ...values };
    const made = await post(owner.call, `${path}/employees`, { ...body, ...manager });
    ids[`employee ${index + 1}`] = made.id;
  }
}
