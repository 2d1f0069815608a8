import { definitionOf } from '../records/definitions.ts';
import { doneActivityPrefix, namedIn, type Key } from '../store/keys.ts';
import type { Session } from '../store/units.ts';
import { refreshFacts } from './project.ts';
import type { RecordName } from './state.ts';

/** The record in whose partition an item is; undefined for other partitions. */
export function recordAt({ pk }: Pick<Key, 'pk'>): RecordName | undefined {
  const { orgId, type, id } = namedIn(pk);
  const definition = definitionOf(type);
  return definition && { definition, orgId, id };
}

/** Of the keys of lines, those by which facts know that a planned activity is done. */
export const doneMarkers = (lines: readonly Key[]): Key[] =>
  lines.filter(({ sk }) => sk.startsWith(doneActivityPrefix));

/** Recomputes the facts of the records in partitions whose markers of done activities have changed. Call this after that. */
export async function refreshAnswered(session: Session, partitions: Iterable<string>): Promise<void> {
  const names = [...new Set(partitions)].flatMap((pk) => recordAt({ pk }) ?? []);
  await refreshFacts(
    session,
    names.filter(({ definition }) => definition.counting?.factsOfActivities !== undefined),
  );
}
