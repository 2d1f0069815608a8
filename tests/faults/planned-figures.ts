import type { ActivityRecord } from '#contract/records/activity.ts';
import type { Organization } from '#contract/organization.ts';
import { factTallies } from '#data/counters/fact-tallies.ts';
import { doneAttribute, doneTallies, plannedFacts } from '#data/counters/planned-facts.ts';
import { activitiesPartition, counterKey, type Key } from '#data/store/keys.ts';

type Item = Record<string, unknown> & Key;

/** The times and ids in the list of what everybody has done. */
export const doneIn = (items: readonly Item[], orgId: string): string[] =>
  items
    .filter(({ g2pk }) => g2pk === activitiesPartition(orgId))
    .map(({ g2sk }) => String(g2sk))
    .sort();

/** What that list has of planned activities. */
export const doneOf = (planned: readonly ActivityRecord[]): string[] =>
  planned.flatMap(({ id, doneAt }) => (doneAt === undefined ? [] : [`${doneAt}#${id}`])).sort();

type Figures = Record<string, number>;

/** The figures of reports on planned activities, and the number of those that are done, by counter. */
export function figuresIn(items: readonly Item[], orgId: string): Figures {
  const { pk } = counterKey(orgId, 'activity', '');
  const counters = items.filter((item) => item.pk === pk);
  return Object.fromEntries(
    counters.flatMap(({ pk: _pk, sk, ...amounts }) =>
      Object.entries(amounts).flatMap(([name, amount]) =>
        Number(amount) !== 0 && (sk.startsWith('facts#') || name === doneAttribute)
          ? [[`${sk} ${name}`, Number(amount)]]
          : [],
      ),
    ),
  );
}

/** What these figures are for planned activities. */
export function figuresOf(planned: readonly ActivityRecord[], organization: Organization): Figures {
  const figures: Figures = {};
  for (const one of planned) {
    const facts = factTallies(plannedFacts(one, organization), one.ownerId);
    for (const tallies of [facts, doneTallies(one)])
      for (const [group, amounts] of Object.entries(tallies))
        for (const [name, amount] of Object.entries(amounts)) {
          const place = `${counterKey(organization.id, 'activity', group).sk} ${name}`;
          figures[place] = (figures[place] ?? 0) + amount;
        }
  }
  return Object.fromEntries(Object.entries(figures).filter(([, amount]) => amount !== 0));
}
