import type { CheckSummary } from '#contract/import.ts';
import { ProblemError } from '#contract/problem.ts';
import { tagColors } from '#contract/tag-color.ts';
import type { Context } from '../organization/context.ts';
import { checkNewTag, readTags, tagActions } from '../organization/tag.ts';
import { differences } from '../store/change.ts';
import { transact } from '../store/transact.ts';

/**
 * Creates the tags that the rows of an import name, one by one. Their ids are those of the plan, so a repeated request
 * creates none twice. A name that a tag has got since the check is left to that tag; its rows are refused.
 */
export async function createTags(context: Context, tags: CheckSummary['newTags'] = []): Promise<void> {
  if (tags.length === 0) return;
  const existing = new Set((await readTags(context)).map(({ id }) => id));
  for (const [index, { id, name }] of tags.entries()) {
    if (existing.has(id)) continue;
    const tag = { id, version: 1, name, color: tagColors[index % tagColors.length] ?? 'gray' };
    const actions = tagActions(context, undefined, tag, differences({}, tag, ['name', 'color']));
    await checkNewTag(context, tag)
      .then(() => transact(context, actions))
      .catch((error: unknown) => {
        if (!(error instanceof ProblemError) || error.code !== 'conflict') throw error;
      });
  }
}
