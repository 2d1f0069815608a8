import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { erasingKey } from '../store/keys.ts';
import { getItems } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { RecordDefinition } from './definition.ts';

/**
 * Throws if one of these records belongs to a person who is being erased. A record that is restored while its erasure
 * begins is removed nevertheless. Reads nothing unless the organization has erased persons and the records are persons.
 */
export async function refuseErasing(
  context: Session & Pick<Context, 'orgId' | 'settings'>,
  { type }: RecordDefinition,
  ids: readonly string[],
): Promise<void> {
  if (!type.isPerson || !context.settings.remembersErasures) return;
  const markers = await getItems(
    context,
    ids.map((id) => erasingKey(context.orgId, type.name, id)),
  );
  for (const [index, marker] of markers.entries()) {
    if (!marker) continue;
    const recordId = ids[index];
    throw new ProblemError('conflict', { code: 'record_being_erased', erasure: String(marker.erasureId) }, [
      { pointer: '', code: 'being_erased', ...(recordId ? { recordId } : {}) },
    ]);
  }
}
