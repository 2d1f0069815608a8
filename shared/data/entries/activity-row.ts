import type { ActivityKind } from '#contract/activity-kinds.ts';
import type { Activity, ListedActivity } from '#contract/logged-activity.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { mainRecordOf } from '../records/activity.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { positionFrom, type Entry } from '../records/merged-lists.ts';
import { activitiesPartition, namedIn, noValue } from '../store/keys.ts';
import type { Item } from '../store/table.ts';

/** What lists across records show of an activity, in addition to the values in its keys. */
type ActivityRow = Pick<ListedActivity, 'kindId' | 'outcomeId' | 'durationMinutes' | 'userId'> & {
  title: string;
  /** Missing if the activity was planned: then its type says it. */
  kind?: Activity['kind'];
  /** The name that the user had when the activity was logged. Missing if it was planned. */
  userName?: string;
  /** The record that a planned activity is mainly about. What people log is in the partition of its record. */
  recordType?: string;
  recordId?: string;
};

/** The index keys and row of an activity for lists across records: of its user, and of all. */
function placesOf(orgId: string, userId: string, at: string, row: ActivityRow): { row: string } & Item {
  return {
    row: JSON.stringify(row),
    g1pk: activitiesPartition(orgId, userId),
    g1sk: at,
    g2pk: activitiesPartition(orgId),
    g2sk: at,
  };
}

/** Of what somebody has logged. */
export function loggedPlaces(orgId: string, activity: Activity): Item {
  const { id, date, kind, kindId, outcomeId, title, durationMinutes, userId, userName } = activity;
  const row = { kind, kindId, outcomeId, title, durationMinutes, userId, userName };
  return placesOf(orgId, userId, `${date}#${id}`, row);
}

/** Of a planned activity that was done at a time: among those of its assignee. */
export function donePlaces(orgId: string, planned: ActivityRecord, doneAt: string) {
  const { id, kindId, outcomeId, title, durationMinutes, ownerId: userId } = planned;
  const main = mainRecordOf(planned);
  const about = main ? { recordType: main.type, recordId: main.id } : {};
  return placesOf(orgId, userId, `${doneAt}#${id}`, {
    ...{ kindId, outcomeId, title, durationMinutes, userId },
    ...about,
  });
}

/** An activity in a list across records. */
export type Listed = Omit<ListedActivity, 'recordTitle'> & { title: string };

type Types = Pick<OrganizationSettings, 'activityKinds'>;

export function listedFrom(types: Types, { pk, place, row }: Entry): Listed {
  const { sortValue: date, id } = positionFrom(place);
  const stored = JSON.parse(row) as ActivityRow;
  const { kind, userName, ...shown } = stored;
  if (kind !== undefined) {
    const { type: recordType, id: recordId } = namedIn(pk);
    return { ...shown, id, date, kind, userName: userName ?? '', recordType, recordId };
  }
  return { ...shown, id, date, kind: kindMeant(types, stored.kindId), userName: '', wasPlanned: true };
}

/** The kind that a type of activities means. */
export const kindMeant = ({ activityKinds }: Types, kindId: string | undefined): ActivityKind =>
  (activityKinds.find(({ id }) => id === kindId)?.meaning ?? 'task') as ActivityKind;

/** What lists across records can be narrowed to. */
export interface RowFilters {
  kind?: readonly Activity['kind'][] | undefined;
  /** Entries of the organization's list `activityKinds`. */
  kindId?: readonly string[] | undefined;
  /** Entries of its list `activityOutcomes`, or `noValue`. */
  outcomeId?: readonly string[] | undefined;
  /** Whether to leave out those that were planned. */
  onlyLogged?: boolean;
}

/** A text that a stored row contains, and one that it doesn't. */
export interface RowTest {
  has?: string;
  lacks?: string;
}

/**
 * For each filter, the tests of which one must hold; undefined without filters. Titles and names can't look like the texts,
 * because JSON escapes their quotes.
 */
export function rowTests({ activityKinds }: Types, filters: RowFilters): RowTest[][] | undefined {
  const { kind, kindId, outcomeId, onlyLogged } = filters;
  const typesOf = (one: string) => activityKinds.flatMap(({ id, meaning }) => (meaning === one ? [id] : []));
  const hasType = (id: string): RowTest => ({ has: `"kindId":"${id}"` });
  const tests = [
    // A row without the kind is of a planned activity, whose type means it.
    kind && [...new Set(kind)].flatMap((one) => [{ has: `"kind":"${one}"` }, ...typesOf(one).map(hasType)]),
    // What was logged without a type counts as the one that is called like its kind.
    kindId &&
      [...new Set(kindId)].flatMap((one) => [hasType(one), { has: `"kind":"${one}"`, lacks: '"kindId":' }]),
    outcomeId &&
      [...new Set(outcomeId)].map((one) =>
        one === noValue ? { lacks: '"outcomeId":' } : { has: `"outcomeId":"${one}"` },
      ),
    onlyLogged ? [{ has: '"kind":' }] : undefined,
  ].filter((alternatives) => alternatives !== undefined);
  return tests.length > 0 ? tests : undefined;
}
