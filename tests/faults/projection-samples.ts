import type { RecordTypeName } from '#contract/record-types.ts';

/** The values that every sample has. */
export const head = {
  id: '0190a000-0000-7000-8000-000000000001',
  version: 3,
  createdAt: '2026-11-01T03:00:00.000Z',
  createdBy: '0190a000-0000-7000-8000-00000000000a',
  updatedAt: '2026-11-02T03:00:00.000Z',
  updatedBy: '0190a000-0000-7000-8000-00000000000b',
};
const long = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(4).trim();

const taxedLines = [
  { description: 'Consulting', quantity: 2.5, unitPriceMinor: 8_000, taxPercent: 21, withholdingPercent: 15 },
  { description: 'Travel', quantity: 1, unitPriceMinor: 5_000 },
];
const issuedInvoice = {
  code: 'D-0007',
  customerId: 'customer',
  currency: 'EUR',
  issuedOn: '2026-11-02',
  issuedAt: '2026-11-02T22:00:00.000Z',
  reference: 'PO 77/2026',
  lines: taxedLines,
};

/**
 * Records with varied values: accents, other scripts, missing and long values, several values, and records in the
 * trash.
 */
export const samples: Partial<Record<RecordTypeName, Record<string, unknown>[]>> = {
  activity: [
    {
      ...{ title: 'Call back', kindId: 'call', priorityId: 'normal', done: false },
      ...{ ownerId: head.createdBy, dueAt: '2026-11-03T02:00:00.000Z' },
      about: [{ type: 'contact', id: 'contact' }],
    },
    {
      ...{ title: 'Visit in Łódź', kindId: 'meeting', priorityId: 'high', done: true, outcomeId: 'held' },
      ...{ ownerId: head.createdBy, dueAt: '2026-11-03T02:00:00.000Z', durationMinutes: 90 },
      ...{ doneAt: '2026-11-04T16:00:00.000Z', doneById: head.updatedBy },
    },
  ],
  contact: [
    { firstName: 'Ana', statusId: 'prospect' },
    {
      firstName: 'José María',
      lastName: 'Gómez-López Núñez',
      email: 'jose.maria+crm@sub.example.com',
      phones: [
        { label: 'mobile', number: '+573001112233' },
        { label: 'work', number: '+34911222333' },
      ],
      statusId: 'customer',
      jobTitle: 'Director',
      city: 'Bogotá',
      country: 'CO',
      nationalId: '12.345.678-9',
      ownerId: head.createdBy,
      tagIds: ['0190a000-0000-7000-8000-0000000000c1', '0190a000-0000-7000-8000-0000000000c2'],
    },
    { firstName: 'Łukasz ß Æsir ØDEGÅRD', lastName: "O'Neill", statusId: 'prospect', email: 'l@x.io' },
    { firstName: '王小明', lastName: 'Ивáнов', statusId: 'inactive' },
    {
      firstName: long.slice(0, 80),
      lastName: long.slice(0, 80),
      jobTitle: long.slice(0, 120),
      city: long.slice(0, 120),
      statusId: 'prospect',
      tagIds: Array.from(
        { length: 20 },
        (_, n) => `0190a000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`,
      ),
    },
    {
      firstName: 'Gone',
      statusId: 'prospect',
      email: 'gone@example.com',
      deletedAt: '2026-11-03T03:00:00.000Z',
    },
    {
      firstName: 'Marisol',
      statusId: 'prospect',
      custom: {
        tier: 'gold',
        wishes: ['garden', 'lift'],
        worth: { amountMinor: 150_000, currency: 'USD' },
        licence: 'Peñón 77-A',
        unlisted: 'Only the record has this',
      },
    },
    {
      firstName: 'Of few values that a row has room for',
      statusId: 'prospect',
      custom: { tier: 'silver', licence: long.repeat(9) },
    },
  ],
  customer: [
    { name: 'Noordzee Logistiek B.V.', code: 'CUST-0007', statusId: 'active' },
    {
      name: 'Clínica Sant Jordi',
      code: 'CUST-0008',
      statusId: 'vip',
      email: 'hola@clinica.example',
      phones: [{ label: 'work', number: '+34933201181' }],
      ownerId: 'owner',
      tagIds: ['tag'],
    },
    { name: 'Acero del Norte', code: 'CUST-0009', statusId: 'active', taxId: 'ES B-12345674', country: 'ES' },
    { name: 'Cafetal', code: 'CUST-0010', statusId: 'active', taxId: '900.123.456-8', country: 'CO' },
  ],
  vendor: [{ name: 'Harmattan Energy', code: 'VEND-0001', statusId: 'active', category: 'Power', rating: 4 }],
  issue: [
    { code: 'ISS-0001', subject: 'Enlace roto', statusId: 'open', priorityId: 'normal' },
    {
      code: 'ISS-0002',
      subject: 'Invoice F2026-0007 is missing',
      statusId: 'waiting',
      priorityId: 'urgent',
      customerId: 'customer',
      contactId: 'contact',
      ownerId: 'owner',
      tagIds: ['tag'],
      clock: { workedMs: 1_800_000 },
      firstAnsweredAt: '2026-11-02T22:00:00.000Z',
      firstAnswerMinutes: 30,
      firstAnswerInTime: true,
      satisfied: true,
      satisfactionAt: '2026-11-05T03:00:00.000Z',
    },
  ],
  employee: [
    { firstName: 'Inés', lastName: 'Carrasco', department: 'Sales', managerId: 'manager', userId: 'user' },
  ],
  lead: [
    { firstName: 'Müge', statusId: 'new' },
    {
      firstName: 'Łukasz',
      lastName: 'Wójcik',
      company: 'Wójcik & Synowie',
      email: 'lukasz@wojcik.example',
      statusId: 'qualified',
      sourceId: 'referral',
      estimatedValue: { amountMinor: 6_000_000, currency: 'USD' },
      budgetMin: { amountMinor: 100, currency: 'USD' },
      ownerId: 'owner',
    },
    {
      firstName: 'Yuki',
      statusId: 'new',
      estimatedValue: { amountMinor: 6_000_000, currency: 'JPY' },
      budgetMin: { amountMinor: 100, currency: 'JPY' },
      budgetMax: { amountMinor: 200, currency: 'JPY' },
    },
    { firstName: 'Converted before', statusId: 'closed', convertedAt: '2026-11-02T22:00:00.000Z' },
    { firstName: 'Lost', statusId: 'lost', closedAt: '2026-11-01T03:00:00.000Z', ownerId: 'owner' },
  ],
  deal: [
    {
      title: 'Night-shift voice lines',
      value: { amountMinor: 2_880_000, currency: 'USD' },
      pipelineId: 'sales',
      stageId: 'sales-proposal',
      customerId: 'customer',
      expectedCloseDate: '2026-12-18',
      ownerId: 'owner',
    },
    {
      title: 'Dinars with a rate',
      value: { amountMinor: 300_000, currency: 'KWD' },
      exchangeRate: 3.25,
      pipelineId: 'sales',
      stageId: 'sales-proposal',
    },
    {
      title: 'Won before it was expected',
      value: { amountMinor: 50_000, currency: 'USD' },
      pipelineId: 'sales',
      stageId: 'sales-won',
      customerId: 'customer',
      expectedCloseDate: '2026-12-18',
      closedAt: '2026-11-02T22:00:00.000Z',
    },
    {
      title: 'Pesos without one',
      value: { amountMinor: 100_000_000, currency: 'COP' },
      pipelineId: 'sales',
      stageId: 'sales-proposal',
    },
  ],
  product: [
    { name: 'Limpieza de cristales', code: 'PROD-0001', statusId: 'active' },
    {
      name: 'Support plan',
      code: 'PROD-0002',
      statusId: 'retired',
      category: 'Plans',
      unit: 'month',
      price: { amountMinor: 9_900, currency: 'EUR' },
      taxPercent: 21,
      intervalMonths: 1,
      tagIds: ['tag'],
    },
  ],
  quote: [
    { code: 'QUO-0001', statusId: 'draft', currency: 'USD', quotedOn: '2026-11-02' },
    {
      code: 'QUO-0002',
      statusId: 'sent',
      title: 'Reforma del baño',
      customerId: 'customer',
      currency: 'EUR',
      quotedOn: '2026-11-02',
      validUntil: '2026-12-02',
      sentAt: '2026-11-02T22:00:00.000Z',
      lines: taxedLines,
      discountPercent: 5,
      ownerId: 'owner',
    },
  ],
  order: [
    { code: 'ORD-0001', statusId: 'draft', currency: 'USD', orderedOn: '2026-11-02' },
    {
      code: 'ORD-0002',
      statusId: 'confirmed',
      reference: 'PO 77/2026',
      customerId: 'customer',
      currency: 'EUR',
      orderedOn: '2026-11-02',
      lines: taxedLines,
      ownerId: 'owner',
    },
  ],
  invoice: [
    { code: 'D-0001', kindId: 'invoice', statusId: 'draft', currency: 'USD', lines: taxedLines },
    {
      ...issuedInvoice,
      kindId: 'invoice',
      number: 'F2026-0007',
      statusId: 'open',
      dueOn: '2026-12-02',
      settlements: [{ paymentId: 'payment', amountMinor: 10_000 }],
      ownerId: 'owner',
    },
    {
      ...issuedInvoice,
      kindId: 'credit-note',
      number: 'R2026-0001',
      statusId: 'issued',
      creditedId: 'invoice',
    },
    {
      ...issuedInvoice,
      kindId: 'invoice',
      number: 'F2026-0008',
      statusId: 'void',
      voidedAt: '2026-11-03T03:00:00.000Z',
    },
  ],
  payment: [
    {
      code: 'PAY-0001',
      statusId: 'received',
      methodId: 'cash',
      amount: { amountMinor: 5_000, currency: 'JPY' },
      receivedOn: '2026-10-31',
    },
    {
      code: 'PAY-0002',
      statusId: 'refunded',
      methodId: 'card',
      reference: 'Transferencia Núñez',
      customerId: 'customer',
      amount: { amountMinor: 5_000, currency: 'EUR' },
      receivedOn: '2026-10-31',
      refunds: [{ amountMinor: 5_000, refundedOn: '2026-11-01' }],
    },
    {
      code: 'PAY-0003',
      statusId: 'canceled',
      methodId: 'card',
      amount: { amountMinor: 5_000, currency: 'EUR' },
      receivedOn: '2026-10-31',
    },
  ],
};
