import type { ShownField } from 'virtual:contract';
import { choicesOf } from '#lib/records/values.ts';
import type { Workspace } from '#lib/workspace.ts';

interface Choice {
  value: string;
  label: string;
}

/** The statuses, sources, stages or options of a field. Stages of several pipelines have the names of these. */
export function valueChoices(workspace: Workspace, field: ShownField): Choice[] {
  const pipelines = workspace.organization.pipelines.filter(({ retired }) => !retired);
  if (field.list === 'stages' && pipelines.length > 1)
    return pipelines.flatMap(({ name, stages }) =>
      stages
        .filter(({ retired }) => !retired)
        .map((stage) => ({ value: stage.id, label: `${name}: ${stage.name}` })),
    );
  if (field.list !== undefined) return choicesOf(workspace, field, undefined);
  const options = field.options?.filter(({ retired }) => !retired) ?? [];
  return options.map(({ id, label }) => ({ value: id, label }));
}
