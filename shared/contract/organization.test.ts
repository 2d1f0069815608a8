import { expect, test } from 'vitest';
import { weekdays } from './working-hours.ts';
import { leadWeights } from './lead-score.ts';
import { limits } from './limits.ts';
import { organizations, type Organization } from './organization.ts';
import type { Stage } from './stage.ts';
import { statusListNames, type StatusListName } from './status-list.ts';
import { statusMeanings, type Status } from './status.ts';
import { pipelines } from './pipeline.ts';
import { uniqueEmailTypes } from './unique-emails.ts';
import { tagColors } from './tag-color.ts';

/** Three bytes per UTF-16 code unit, the maximum for any accepted text as UTF-8 and in JSON. */
const wide = (characters: number) => '漢'.repeat(characters);
const widest = <T extends string>(values: readonly T[]): T =>
  [...values].sort((a, b) => b.length - a.length)[0]!;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const idCharacters = 40;
const nameCharacters = 60;
const color = widest(tagColors);
const stageOf = (meaning: Stage['meaning']): Stage => ({
  id: 'x'.repeat(idCharacters),
  name: wide(nameCharacters),
  color,
  probability: 100,
  meaning,
  retired: true,
});
const statuses = times(limits.statusesPerList, () => ({
  id: 'x'.repeat(idCharacters),
  name: wide(nameCharacters),
  meaning: widest(statusMeanings),
  retired: true,
}));
const weights = (sources: number) => ({
  ...{ email: 100, phone: 100, company: 100, jobTitle: 100 },
  sources: Object.fromEntries(times(sources, (index) => [`${wide(idCharacters - 3)}${100 + index}`, 100])),
  values: times(6, () => ({ aboveMinor: Number.MAX_SAFE_INTEGER, points: 100 })),
});

const lists = Object.fromEntries(statusListNames.map((list) => [list, statuses])) as unknown as Record<
  StatusListName,
  Status[]
>;

/** An organization with every setting at its limit. */
const largest: Organization = {
  id: 'x'.repeat(36),
  version: 999_999_999,
  name: wide(120),
  slug: 'x'.repeat(40),
  country: 'CO',
  currency: 'COP',
  uniqueEmails: Object.fromEntries(uniqueEmailTypes.map((type) => [type, 'checking' as const])),
  uniqueEmailsJobs: Object.fromEntries(uniqueEmailTypes.map((type) => [type, 'x'.repeat(36)])),
  recordAccess: { manager: { read: 'team', change: 'team' }, employee: { read: 'team', change: 'team' } },
  timeZone: 'x'.repeat(64),
  ...lists,
  leadWeights: weights(limits.statusesPerList),
  support: {
    hours: {
      days: Object.fromEntries(
        weekdays.map((day) => [
          day,
          times(limits.workingSpansPerDay, () => ({ from: '00:00', to: '24:00' })),
        ]),
      ),
      holidays: times(limits.holidays, () => '2026-01-01'),
    },
    targets: Object.fromEntries(
      times(limits.statusesPerList, (index) => [
        `${wide(idCharacters - 3)}${100 + index}`,
        { firstAnswerMinutes: limits.targetMinutes, resolutionMinutes: limits.targetMinutes },
      ]),
    ),
  },
  pipelines: times(limits.pipelinesKept, () => ({
    id: 'x'.repeat(idCharacters),
    name: wide(nameCharacters),
    stages: [
      ...times(limits.stagesPerPipeline + limits.retiredStagesPerPipeline, () => stageOf('open')),
      stageOf('won'),
      stageOf('lost'),
    ],
    retired: true,
  })),
  createdAt: new Date(0).toISOString(),
};

test('an organization with everything at its limit fills half of an item', () => {
  const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  // Counts five lists, so that a record type with another list can be added without exceeding this limit.
  const bytes = sizeOf(largest) - sizeOf(lists) + (sizeOf(lists) / statusListNames.length) * 5;
  expect(Math.round(bytes / 1_000)).toBe(202);
  expect(bytes).toBeLessThan(210_000);
  expect(sizeOf(largest)).toBeLessThan(400_000);
});

test('organization settings are accepted up to these limits and not beyond', () => {
  const accepts = (
    schema: { safeParse: (value: unknown) => { success: boolean } } | undefined,
    value: object,
  ) => schema!.safeParse(value).success;
  const organizationWith = (stages: number, characters: number) => ({
    name: wide(characters),
    stages: times(stages, () => ({ name: wide(characters), color, probability: 100 })),
  });
  const { create, update } = pipelines.operations;
  expect(accepts(create.body, organizationWith(limits.stagesPerPipeline, nameCharacters))).toBe(true);
  expect(accepts(create.body, organizationWith(limits.stagesPerPipeline + 1, nameCharacters))).toBe(false);
  expect(accepts(create.body, organizationWith(1, nameCharacters + 1))).toBe(false);
  const moves = (count: number) => ({
    moves: Object.fromEntries(times(count, (index) => [`from-${index}`, 'to'])),
  });
  expect(accepts(update.body, moves(limits.stagesPerPipeline))).toBe(true);
  expect(accepts(update.body, moves(limits.stagesPerPipeline + 1))).toBe(false);
  expect(accepts(leadWeights, weights(limits.statusesPerList))).toBe(true);
  expect(accepts(leadWeights, weights(limits.statusesPerList + 1))).toBe(false);
  const name = organizations.operations.update.body;
  expect(accepts(name, { name: largest.name })).toBe(true);
  expect(accepts(name, { name: `${largest.name}x` })).toBe(false);
});
