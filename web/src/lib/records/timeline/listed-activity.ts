import type { ListedActivity } from '#contract/logged-activity.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { memberName, type Workspace } from '#lib/workspace.ts';
import { recordBasics } from '../record-basics.ts';
import { kindName } from './activity-kind.ts';
import { outcomeName } from './outcomes.ts';

/** What lists across records show of an activity. The texts of `analytics` must be loaded. */
export function shownActivity(workspace: Workspace, activity: ListedActivity) {
  const { userId, userName, recordType, recordId, title } = activity;
  const plural = recordType && recordBasics[recordType as RecordTypeName].plural;
  return {
    who: memberName(workspace, userId) ?? (userName === '' ? t.analytics.formerMember : userName),
    href: plural && `${workspace.base}/${plural}/${recordId}`,
    /** The type and what came of it. */
    about: [kindName(workspace, activity), outcomeName(workspace, activity)].filter(Boolean).join(' · '),
    title: title ?? t.analytics.history.hidden,
    isHidden: title === undefined,
  };
}
