import { activityKinds, type ActivityKind } from '#contract/activity-kinds.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { HistoryFilters } from './history-filters.ts';

/** The choice of a type of the organization. That of a kind is its name. */
const typeValue = (id: string): string => `type:${id}`;

/** For each kind its types, and all of them together if there are several. */
export const typeChoices = ({ organization }: Workspace): { value: string; label: string }[] =>
  activityKinds.flatMap((kind) => {
    const types = organization.activityKinds.filter(({ meaning }) => meaning === kind);
    const [only, ...others] = types;
    if (only && others.length === 0) return [{ value: kind, label: only.name }];
    return [
      { value: kind, label: t.analytics.measures[kind].label },
      ...types.map(({ id, name }) => ({ value: typeValue(id), label: name })),
    ];
  });

/** The choice that shows which types an address asks for. */
export function typeValueOf({ organization }: Workspace, { kind, kindId }: HistoryFilters): string {
  if (kindId === undefined) return kind ?? '';
  const meaning = organization.activityKinds.find(({ id }) => id === kindId)?.meaning as ActivityKind;
  const isOnly = organization.activityKinds.filter((type) => type.meaning === meaning).length === 1;
  return isOnly ? meaning : typeValue(kindId);
}

export function typeFilterOf(choice: string): Pick<HistoryFilters, 'kind' | 'kindId'> {
  const isType = choice.startsWith(typeValue(''));
  return {
    kind: isType || choice === '' ? undefined : choice,
    kindId: isType ? choice.slice(typeValue('').length) : undefined,
  };
}
