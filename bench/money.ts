import { drawnOwner, instantBefore, pickBy, seededRandom, syllables, type Past } from './people.ts';

// Invoices and payments for measurements, distributed alike in small and large organizations.

const currencies = ['USD', 'USD', 'USD', 'USD', 'EUR', 'COP'];
const methods = ['bank-transfer', 'card', 'cash'];
const taxRates = [19, 5, 0];
const customers = 2_000;
const products = 200;
const dayMs = 86_400_000;

const idAt = (kind: string, place: number): string =>
  `00000000-0000-7000-${kind}-${String(place).padStart(12, '0')}`;
const customerAt = (random: () => number) => idAt('8001', Math.floor(random() * customers));
const codeAt = (prefix: string, index: number): string => `${prefix}-${String(index + 1).padStart(6, '0')}`;

/** Generates `count` issued invoices, of which three quarters are paid. */
export function* invoices(count: number, now: number): Generator<Past> {
  const random = seededRandom(20_261_126);
  const pick = pickBy(random);
  for (let index = 0; index < count; index += 1) {
    const createdAt = instantBefore(now, random);
    const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
      productId: idAt('8002', Math.floor(random() * products)),
      description: `${syllables(random)} ${syllables(random)}`,
      quantity: 1 + Math.floor(random() * 5),
      unitPriceMinor: 10_000 + Math.floor(random() * 900_000),
    }));
    const net = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
    const taxPercent = pick(taxRates);
    const dueOn = new Date(Date.parse(createdAt) + 30 * dayMs).toISOString().slice(0, 10);
    const input: Record<string, unknown> = {
      code: codeAt('D', index),
      number: codeAt('F', index),
      customerId: customerAt(random),
      currency: pick(currencies),
      issuedOn: createdAt.slice(0, 10),
      issuedAt: createdAt,
      dueOn,
      lines: lines.map((line) => ({ ...line, taxPercent })),
    };
    if (random() < 0.75) {
      const amountMinor = net + Math.round((net * taxPercent) / 100);
      input.settlements = [{ paymentId: idAt('8003', index), amountMinor }];
    }
    if (random() < 0.85) input.ownerId = drawnOwner(random);
    yield { createdAt, input };
  }
}

/** Generates `count` payments. */
export function* payments(count: number, now: number): Generator<Past> {
  const random = seededRandom(20_261_127);
  const pick = pickBy(random);
  for (let index = 0; index < count; index += 1) {
    const createdAt = instantBefore(now, random);
    const input: Record<string, unknown> = {
      code: codeAt('PAY', index),
      customerId: customerAt(random),
      amount: { amountMinor: 10_000 + Math.floor(random() * 900_000), currency: pick(currencies) },
      receivedOn: createdAt.slice(0, 10),
      methodId: pick(methods),
    };
    if (random() < 0.85) input.ownerId = drawnOwner(random);
    yield { createdAt, input };
  }
}
