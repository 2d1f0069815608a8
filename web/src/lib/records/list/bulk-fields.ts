import { isInput, type RecordView } from '../view.ts';

/** Lists that say where a deal is, which it is moved to with a tool of its own. */
const places: readonly unknown[] = ['stages', 'pipelines'];

/** The fields that can be set for many records and have no tool of their own: with choices, and custom ones. */
export function bulkFields({ type, status, sections, locked }: RecordView): string[] {
  const listed = Object.entries(type.fields).flatMap(([name, field]) =>
    field.kind === 'listed' &&
    isInput(field) &&
    name !== status &&
    !places.includes(field.list) &&
    !locked?.fields.includes(name)
      ? [name]
      : [],
  );
  return [...listed, ...(sections ?? []).flatMap(({ names }) => names)];
}
