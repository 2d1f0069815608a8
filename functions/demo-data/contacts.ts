import type { Contact } from '#contract/records/contact.ts';
import type { Status } from '#contract/status.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { atWork } from './hours.ts';
import { demoPerson } from './person.ts';
import { demoInstant, pick, seededRandom, type Random } from './random.ts';
import { addRecords } from './records.ts';
import { demoCustomerIds, type Choices } from './selling.ts';
import type { WorkTime } from './work-time.ts';

export const contactsMade = 500;

export function addContacts(
  context: Context,
  choices: Choices,
  time: WorkTime,
): Promise<{ added: number; records: Contact[] }> {
  const random = seededRandom(20_261_120);
  const customerIds = demoCustomerIds(context);
  const emails = new Set<string>();
  const inputs = Array.from({ length: contactsMade }, (_, index) => {
    const { email, ...input } = demoContact(random, choices, customerIds, context.settings.contactStatuses);
    const isFree = typeof email === 'string' && !emails.has(email);
    if (isFree) emails.add(email);
    return {
      id: derivedId(context.orgId, `contact ${index}`),
      at: atWork(random, demoInstant(random, context.now), context),
      input: isFree ? { ...input, email } : input,
    };
  });
  return addRecords(context, contactRecords, inputs, time);
}

function demoContact(
  random: Random,
  { owners, tagIds, content }: Choices,
  customerIds: string[],
  statuses: readonly Status[],
): Record<string, unknown> {
  const { region, ...person } = demoPerson(random, content);
  const known = (chance: number) => random() < chance;
  const contact: Record<string, unknown> = {
    ...person,
    country: region.country,
    ...statusMeaning(demoMeaning(random), statuses),
  };
  if (known(0.88)) contact.city = pick(random, region.cities);
  if (region.country === 'CO' && known(0.5))
    contact.nationalId = String(10_000_000 + Math.floor(random() * 89_000_000));
  if (known(0.6)) contact.customerId = pick(random, customerIds);
  if (known(0.85) && owners.length > 0) contact.ownerId = pick(random, owners);
  const tagged = tagIds.length > 0 ? Math.floor(random() * 3.4) : 0;
  const tags = [...new Set(Array.from({ length: tagged }, () => pick(random, tagIds)))];
  if (tags.length > 0) contact.tagIds = tags;
  return contact;
}

/** The organization's first status in use with this meaning. Without one, the record gets the default status. */
function statusMeaning(meaning: string, statuses: readonly Status[]): { statusId?: string } {
  const status = statuses.find((entry) => entry.meaning === meaning && !entry.retired);
  return status ? { statusId: status.id } : {};
}

function demoMeaning(random: () => number): string {
  const draw = random();
  if (draw < 0.42) return 'prospect';
  if (draw < 0.68) return 'qualified';
  return draw < 0.9 ? 'customer' : 'inactive';
}
