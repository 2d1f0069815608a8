import type { Organization } from '#contract/organization.ts';
import { positionOfNew } from '#data/values/position.ts';
import {
  drawnOwner,
  firstNames,
  instantBefore,
  lastNames,
  pickBy,
  seededRandom,
  syllables,
  type Past,
} from './people.ts';

// Leads and deals for measurements, distributed alike in small and large organizations.

const statuses = ['new', 'contacted', 'qualified', 'negotiation'];
const sources = ['website', 'referral', 'partner', 'event'];
const currency = 'USD';

/** Generates `count` leads, created up to `now`. */
export function* leads(count: number, tagIds: readonly string[], now: number): Generator<Past> {
  const random = seededRandom(20_261_121);
  const pick = pickBy(random);
  for (let index = 0; index < count; index += 1) {
    const input: Record<string, unknown> = {
      firstName: pick(firstNames),
      lastName: `${pick(lastNames)} ${syllables(random)}`,
      company: `${syllables(random)} ${syllables(random)}`,
      email: `lead.${index}@${syllables(random).toLowerCase()}.example`,
      statusId: pick(statuses),
      sourceId: pick(sources),
      estimatedValue: { amountMinor: 100_000 + Math.floor(random() * 9_000_000), currency },
      tagIds: tagIds.filter(() => random() < 0.15),
    };
    if (random() < 0.85) input.ownerId = drawnOwner(random);
    yield { createdAt: instantBefore(now, random), input };
  }
}

/** Generates `count` deals, created up to `now`, across the stages of the first pipeline. */
export function* deals(
  count: number,
  tagIds: readonly string[],
  now: number,
  { pipelines: [pipeline] }: Organization,
): Generator<Past> {
  const random = seededRandom(20_261_122);
  const pick = pickBy(random);
  const stages = pipeline!.stages.filter(({ meaning }) => meaning === 'open');
  for (let index = 0; index < count; index += 1) {
    const createdAt = instantBefore(now, random);
    const input: Record<string, unknown> = {
      title: `${syllables(random)} ${syllables(random)} ${index}`,
      value: { amountMinor: 100_000 + Math.floor(random() * 9_000_000), currency },
      pipelineId: pipeline!.id,
      stageId: pick(stages).id,
      stageSince: createdAt,
      position: positionOfNew(createdAt, String(index)),
      expectedCloseDate: new Date(now + Math.floor(random() * 90) * 86_400_000).toISOString().slice(0, 10),
      tagIds: tagIds.filter(() => random() < 0.15),
    };
    if (random() < 0.85) input.ownerId = drawnOwner(random);
    yield { createdAt, input };
  }
}
