import { v7 as uuidv7 } from 'uuid';
import { tagColors } from '#contract/tag-color.ts';
import type { Tag } from '#contract/tag.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import {
  checkNewTag,
  checkTagName,
  loadTag,
  readTags,
  tagActions,
  tagRemoval,
  type StoredTag,
} from '#data/organization/tag.ts';
import { tagsCachedMs } from '#data/organization/tag-ids.ts';
import { sleep } from '#data/store/retry.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Color = Tag['color'];

export async function list(context: Context): Promise<{ items: Tag[] }> {
  const tags = await readTags(context);
  tags.sort((a, b) => a.name.localeCompare(b.name));
  return { items: tags };
}

export async function create(
  context: Context,
  { body }: { body: { name: string; color?: Color | undefined } },
): Promise<Tag> {
  const prepare = async () => {
    const tag: StoredTag = { id: uuidv7(), version: 1, name: body.name, color: body.color ?? tagColors[0] };
    await checkNewTag(context, tag);
    const actions = tagActions(context, undefined, tag, differences({}, tag, ['name', 'color']));
    return { actions, ids: [tag.id], value: tag };
  };
  return transactOnce(context, prepare, ([id]) => loadTag(context, id ?? ''));
}

export async function update(
  context: Context,
  { id, body }: { id: string; body: { name?: string | undefined; color?: Color | undefined } },
): Promise<Tag> {
  const before = await loadCurrent(context, id);
  const { name = before.name, color = before.color } = body;
  const after = { ...before, version: before.version + 1, name, color };
  const changes = differences(before, after, ['name', 'color']);
  if (changes.length === 0) return before;
  if (name !== before.name) await checkTagName(context, after);
  await transact(context, tagActions(context, before, after, changes));
  return after;
}

/** Deletes a tag. Stored records keep its id, which `withCurrentTags` leaves out when they are read. */
export async function remove(context: Context, { id }: { id: string }): Promise<null> {
  await transact(context, tagRemoval(context, await loadCurrent(context, id)));
  await sleep(tagsCachedMs);
  return null;
}

/** Loads a tag in the version that the caller expects. */
export async function loadCurrent(context: Context, id: string): Promise<StoredTag> {
  const tag = await loadTag(context, id);
  checkVersion(context, tag);
  return tag;
}
