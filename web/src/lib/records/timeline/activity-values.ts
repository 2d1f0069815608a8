import type { Activity } from '#contract/logged-activity.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import { emptyLine, type PlannedLine } from '#lib/plans/plan-line.ts';
import type { OfKind } from './activity-kind.ts';

/** The values of the form of an activity. */
export interface ActivityValues {
  /** The id of an entry of the organization's list of kinds. */
  kind: string;
  /** The id of an entry of the organization's list of outcomes; empty for none. */
  outcome: string;
  title: string;
  notes: string;
  /** The time on the clock of the form's zone. Empty for the time at which a new activity is saved. */
  when: string;
  minutes: string;
  /** What comes next, after a new activity. */
  next: PlannedLine;
}

export const emptyActivity = (kind: string): ActivityValues => ({
  kind,
  outcome: '',
  title: '',
  notes: '',
  when: '',
  minutes: '',
  next: emptyLine,
});

/** The values of an activity. `kind` is that of the entry that it is shown with. */
export const activityValues = (activity: Activity, kind: string, zone: string): ActivityValues => ({
  kind,
  outcome: activity.outcomeId ?? '',
  title: activity.title,
  notes: activity.notes ?? '',
  when: toZoned(activity.date, zone),
  minutes: activity.durationMinutes === undefined ? '' : String(activity.durationMinutes),
  next: emptyLine,
});

/** What isn't a time or a number stays as typed, so that the schema reports it at its field. */
const dateOf = ({ when }: ActivityValues, zone: string): string => fromZoned(when, zone) ?? when;
const durationOf = (minutes: string): string | number =>
  Number.isNaN(Number(minutes)) ? minutes : Number(minutes);

/** The body of a new activity. `of` is what is sent for the values' kind. */
export function newActivity(values: ActivityValues, of: OfKind, zone: string): Record<string, unknown> {
  const { when } = values;
  const [title, notes, minutes] = [values.title.trim(), values.notes.trim(), values.minutes.trim()];
  return {
    ...of,
    ...(values.outcome ? { outcomeId: values.outcome } : {}),
    title,
    ...(notes ? { notes } : {}),
    ...(minutes ? { durationMinutes: durationOf(minutes) } : {}),
    ...(when ? { date: dateOf(values, zone) } : {}),
  };
}

/** The changes to send: only values that the user changed, so that saving doesn't overwrite what others changed. */
export function activityChange(
  before: ActivityValues,
  values: ActivityValues,
  { kind, kindId = null }: { kind: OfKind['kind']; kindId?: string | null | undefined },
  zone: string,
): Record<string, unknown> {
  const isChanged = (name: Exclude<keyof ActivityValues, 'next'>) =>
    values[name].trim() !== before[name].trim();
  const minutes = values.minutes.trim();
  return {
    ...(isChanged('kind') ? { kind, kindId } : {}),
    ...(isChanged('outcome') ? { outcomeId: values.outcome || null } : {}),
    ...(isChanged('title') ? { title: values.title.trim() } : {}),
    ...(isChanged('notes') ? { notes: values.notes.trim() || null } : {}),
    ...(isChanged('minutes') ? { durationMinutes: minutes ? durationOf(minutes) : null } : {}),
    ...(isChanged('when') ? { date: dateOf(values, zone) } : {}),
  };
}
