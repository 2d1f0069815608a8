import type { PortalSubject } from '../organization/member.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { nextItemState } from '../store/item-state.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';
import {
  accessChange,
  accessItemKey,
  rightAction,
  subjectOf,
  unconfirmedIndex,
  type StoredPortalAccess,
} from './portal-access.ts';

/** The actions that move an access or an invitation to another record of the same type, which has none. */
export function movingActions(context: UserContext, before: StoredPortalAccess, to: PortalSubject): Action[] {
  const { org, version, userId, recordId } = before;
  const after = { ...before, recordId: to.id, version: version + 1 };
  const moved = { field: 'recordId', from: recordId, to: to.id };
  const change = accessChange(context, before, after, 'moved', [moved]);
  return [
    { remove: { Key: { ...accessItemKey(org, subjectOf(before)) }, ...ifEquals({ version }) } },
    {
      put: {
        Item: {
          ...after,
          ...accessItemKey(org, to),
          ...unconfirmedIndex(after),
          ...nextItemState(before, 1, change),
        },
        ...ifAbsent,
      },
    },
    ...(userId === undefined
      ? []
      : [
          rightAction(org, userId, recordId, {
            set: 'SET orgs.#org.#client.id = :to',
            values: { ':to': to.id },
          }),
        ]),
    change,
  ];
}
