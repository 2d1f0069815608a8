import { viewOf } from '#lib/records/views.ts';
import type { PageLoad } from './$types';

/** The board and the list are different components at the same path. Only one of them is loaded. */
export const load: PageLoad = async ({ params, url }) => {
  const view = viewOf(params.records);
  if (!view.board || url.searchParams.get('view') === 'list') {
    const { default: List } = await import('#lib/records/list/RecordList.svelte');
    return { view, List };
  }
  const [{ default: BoardPage }, { default: Board }] = await Promise.all([
    import('#lib/records/board/RecordBoard.svelte'),
    view.board(),
  ]);
  return { view, BoardPage, Board };
};
