// Contacts for measurements: the same in every run except for their dates, and distributed alike in small and large
// organizations.
export const firstNames = [
  'María',
  'José',
  'Lucía',
  'Carlos',
  'Anna',
  'Jonas',
  'Chloé',
  'Owen',
  'Nia',
  'Tomás',
];
export const lastNames = ['Gómez', 'López', 'Rodríguez', 'Sánchez', 'Müller', 'Okafor', 'Novák', 'Lindqvist'];
const cities = ['Bogotá', 'Sevilla', 'Köln', 'Austin', 'Lagos', 'Brno', 'Malmö', 'Cali'];
const countries = ['CO', 'ES', 'DE', 'US', 'NG', 'CZ', 'SE', 'CO'];
const jobTitles = ['Account Manager', 'Head of Purchasing', 'Owner', 'Veterinarian', 'Logistics Coordinator'];
const statuses = ['prospect', 'qualified', 'customer', 'inactive'];
const owners = 20;
const daysBack = 360;

/**
 * The name of the first five contacts. A search for it finds the same number of contacts in organizations of any size.
 */
export const needle = { firstName: 'Ximena', lastName: 'Aldecoa', every: 5 };

/** Returns a generator of pseudo-random numbers from 0 up to, but not including, 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A record to create, with a creation time in the past. */
export type Past = { createdAt: string; input: Record<string, unknown> };

/** Generates `count` people, created up to `now`. */
export function* people(count: number, tagIds: readonly string[], now: number): Generator<Past> {
  const random = seededRandom(20_261_120);
  const pick = pickBy(random);
  const digits = (length: number) => String(Math.floor(random() * 10 ** length)).padStart(length, '0');
  for (let index = 0; index < count; index += 1) {
    const isNeedle = index < needle.every;
    // A made-up second surname spreads the search terms as real surnames do.
    const lastName = `${pick(lastNames)} ${syllables(random)}`;
    const place = Math.floor(random() * cities.length);
    const input: Record<string, unknown> = {
      firstName: isNeedle ? needle.firstName : pick(firstNames),
      lastName: isNeedle ? `${needle.lastName} ${syllables(random)}` : lastName,
      email: `person.${index}@${syllables(random).toLowerCase()}.example`,
      phones: [{ label: 'work', number: `+57${digits(10)}` }],
      statusId: pick(statuses),
      jobTitle: pick(jobTitles),
      city: cities[place]!,
      country: countries[place]!,
      tagIds: tagIds.filter(() => random() < 0.15),
    };
    if (random() < 0.85) input.ownerId = drawnOwner(random);
    yield { createdAt: instantBefore(now, random), input };
  }
}

/** Returns a function that picks a random item. */
export const pickBy =
  (random: () => number) =>
  <T>(choices: readonly T[]): T =>
    choices[Math.floor(random() * choices.length)]!;

export function syllables(random: () => number): string {
  const part = () => 'bcdfglmnprstv'[Math.floor(random() * 13)]! + 'aeiou'[Math.floor(random() * 5)]!;
  const text = part() + part() + part();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The id of one of twenty owners, each with equal probability. */
export const drawnOwner = (random: () => number): string => ownerAt(Math.floor(random() * owners));

const ownerAt = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;

/** The same records, with an employee in the place of the first owner. */
export function* ownedByEmployee(records: Generator<Past>, employeeId: string): Generator<Past> {
  for (const { createdAt, input } of records)
    yield { createdAt, input: input.ownerId === ownerAt(0) ? { ...input, ownerId: employeeId } : input };
}

/** A random instant within the 360 days before `now`. */
export const instantBefore = (now: number, random: () => number): string =>
  new Date(now - Math.floor(random() * daysBack * 86_400_000)).toISOString();
