import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Tag } from '#contract/tag.ts';
import { ifAbsent, ifPresent, ifVersion } from '../store/condition.ts';
import { changeAction, type ChangeAction, type FieldChange } from '../store/change.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { recordKey, tagKey, uniqueKey, type Key } from '../store/keys.ts';
import { getItem, queryAll } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { foldCase } from '../values/search-terms.ts';
import type { Context } from './context.ts';

/** A stored tag. */
export type StoredTag = Pick<Tag, 'id' | 'version' | 'name' | 'color'>;

type TagItem = StoredTag & { schema: number; digest?: string };

const stored = ({ id, version, name, color, ...item }: TagItem): StoredTag =>
  withItemState({ id, version, name, color }, item);

export async function readTags(context: Context): Promise<StoredTag[]> {
  const items = await queryAll<TagItem>(context, tagKey(context.orgId, '').pk);
  return items.map(stored);
}

export async function loadTag(context: Context, id: string): Promise<StoredTag> {
  const item = await getItem<TagItem>(context, tagKey(context.orgId, id));
  if (!item) throw new ProblemError('not_found');
  return stored(item);
}

/**
 * The actions that write a tag, conditional on its previous version, reserve its name regardless of case and accents,
 * and record the change. `checkNewTag` or `checkTagName` comes before.
 */
export function tagActions(
  context: Context,
  before: StoredTag | undefined,
  after: StoredTag,
  changes: FieldChange[],
): Action[] {
  const change = tagChange(context, before, after, before ? 'updated' : 'created', changes);
  return [
    {
      put: {
        Item: {
          ...tagKey(context.orgId, after.id),
          kind: 'tag',
          ...nextItemState(before, 1, change),
          ...after,
        },
        ...ifVersion(before?.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    ...nameActions(context, before, after),
    change,
  ];
}

export function tagRemoval(context: Context, tag: StoredTag): Action[] {
  return [
    {
      remove: {
        Key: { ...tagKey(context.orgId, tag.id) },
        ...ifVersion(tag.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    ...nameActions(context, tag, undefined),
    tagChange(context, tag, { ...tag, version: tag.version + 1 }, 'deleted', []),
  ];
}

/** The condition that a tag exists. */
export function tagIsThere(context: Context, id: string, refuse: () => Error): Action {
  return {
    check: { Key: { ...tagKey(context.orgId, id) }, ...ifPresent },
    refuse,
  };
}

function nameActions(
  context: Context,
  before: StoredTag | undefined,
  after: StoredTag | undefined,
): Action[] {
  const old = before && nameKeyText(before.name);
  const next = after && nameKeyText(after.name);
  if (old === next) return [];
  const actions: Action[] = [];
  if (old !== undefined) actions.push({ remove: { Key: { ...nameKey(context, old) } } });
  if (next !== undefined) {
    actions.push({
      put: {
        Item: { ...nameKey(context, next), kind: 'unique', id: after?.id },
        ...ifAbsent,
      },
      refuse: nameTaken,
    });
  }
  return actions;
}

const nameTaken = () => fieldProblem('/name', 'taken', 'conflict');

/** The text by which a tag's name is unique. */
const nameKeyText = (name: string): string => foldCase(name);

/**
 * Up to 0.4, names were reserved without their symbols, so that C++ and C# were one. These reservations have another key
 * and are read no more; `refuseSameName` sees the tags that have no other.
 */
const nameKey = ({ orgId }: Context, text: string): Key => uniqueKey(orgId, 'tag.label', text);

/** Throws `conflict` if another tag has the name. Of two requests at the same time, the reservation refuses one. */
export async function checkTagName(context: Context, tag: NamedTag): Promise<void> {
  refuseSameName(await readTags(context), tag);
}

/** Throws if the organization has the maximum number of tags already, or a tag with the name. */
export async function checkNewTag(context: Context, tag: NamedTag): Promise<void> {
  const tags = await readTags(context);
  if (tags.length >= limits.tagsPerOrganization) {
    throw fieldProblem('/name', 'too_many', 'invalid_input', { limit: limits.tagsPerOrganization });
  }
  refuseSameName(tags, tag);
}

type NamedTag = Pick<StoredTag, 'id' | 'name'>;

function refuseSameName(tags: readonly StoredTag[], { id, name }: NamedTag): void {
  const text = nameKeyText(name);
  if (tags.some((tag) => tag.id !== id && nameKeyText(tag.name) === text)) throw nameTaken();
}

function tagChange(
  context: Context,
  before: StoredTag | undefined,
  tag: StoredTag,
  action: string,
  changes: FieldChange[],
): ChangeAction {
  const key = recordKey(context.orgId, 'tag', tag.id);
  const subject = {
    orgId: context.orgId,
    type: 'tag',
    id: tag.id,
    key,
    version: tag.version,
    before,
  };
  return changeAction(context, subject, action, changes);
}
