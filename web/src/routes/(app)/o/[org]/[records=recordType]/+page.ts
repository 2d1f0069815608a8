import { redirect } from '@sveltejs/kit';
import { withTexts } from '#lib/i18n/i18n.svelte.ts';
import type { BoardParts } from '#lib/records/board/parts.ts';
import { loadViewAt } from '#lib/records/load-view.svelte.ts';
import { basicsAt } from '#lib/records/record-basics.ts';
import { cachedOpening, loadOpening, namedLayout, openingKey } from '#lib/saved-views/opening.ts';
import type { PageLoad } from './$types';

/** The board and the list are different components at the same path. Only one of them is loaded. */
export const load: PageLoad = async ({ params, url, depends, parent }) => {
  depends(openingKey);
  const isList = namedLayout(url.searchParams, basicsAt(params.records)) === 'list';
  const list = isList ? import('#lib/records/list/RecordList.svelte') : undefined;
  const view = await loadViewAt(params.records);
  // The tab's views can be those of another user until then.
  await parent();
  const opening = cachedOpening(params.org, view, url.searchParams);
  if (!opening) return { view, loading: loadOpening(params.org, url.searchParams) };
  if ('viewId' in opening) redirect(307, `${url.pathname}?saved=${opening.viewId}`);
  if ('isBlocked' in opening) {
    const { default: Blocked } = await import('#lib/saved-views/ViewBlocked.svelte');
    return { view, Blocked };
  }
  if (!opening.board) {
    const { default: List } = await (list ?? import('#lib/records/list/RecordList.svelte'));
    return { view, List };
  }
  const [{ default: Board }, parts] = await Promise.all([
    withTexts('boards', import('#lib/records/board/RecordBoard.svelte')),
    view.boardParts?.(),
  ]);
  return { view, Board, parts: parts?.default satisfies BoardParts | undefined };
};
