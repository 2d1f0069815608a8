import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { SourcePreview, webhookSources } from '#contract/webhook-source.ts';
import type { Context } from '#data/organization/context.ts';
import { contentOf, placesIn } from '#data/sources/payload-values.ts';
import { planMessage, shownBody, sourceContext } from '#data/sources/plan-message.ts';
import { loadSource } from './load-source.ts';

type Preview = (typeof webhookSources)['operations']['preview'];

const actions = {
  create: 'create',
  update: 'update',
  skip: 'ignore',
  ignore: 'ignore',
  refuse: 'hold',
} as const;

/** What would become of a message. Only what the caller may see could be in it: who manages sources reads all records. */
export async function preview(context: Context, { id, body }: InputOf<Preview>): Promise<SourcePreview> {
  const source = await loadSource(context, id);
  if (!context.scopeFor(recordPermission(source.recordType, 'read'))) throw new ProblemError('forbidden');
  const { payload, contentType, mapping = source.mapping } = body;
  const content = contentOf(payload, contentType);
  const acting = sourceContext(context, context.settings, source, context.now);
  const { action, body: values, problems } = await planMessage(acting, { ...source, mapping }, content);
  return { action: actions[action], values: shownBody(values), problems, places: placesIn(content) };
}
