import type { ShownField } from 'virtual:contract';
import type { Workspace } from '#lib/workspace.ts';
import { listEntries } from '../values.ts';
import { isInput } from '../view.ts';

/**
 * The statuses to choose from, or the stages grouped by pipeline. Those with the meaning `lost` are left out, because
 * each lost deal needs its own reason. There are none if only operations set them, as those of documents.
 */
export function statusChoices(workspace: Workspace, field: ShownField | undefined) {
  if (!field?.list || !isInput(field)) return [];
  const offered = listEntries(workspace, field.list).filter(
    ({ retired, meaning }) => !retired && meaning !== 'lost',
  );
  const pipelines = workspace.organization.pipelines.filter((one) => !one.retired);
  const choices = offered.map((entry) => ({ value: entry.id, label: entry.name, entry }));
  if (field.list !== 'stages') return choices;
  return pipelines.flatMap(({ name, stages }) =>
    choices
      .filter(({ value }) => stages.some(({ id }) => id === value))
      .map((one, place) => ({
        ...one,
        heading: place === 0 && pipelines.length > 1 ? name : undefined,
      })),
  );
}
