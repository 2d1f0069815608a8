import type { TableLayout } from '#lib/records/list/table-layout.svelte.ts';
import type { RecordView } from '#lib/records/view.ts';
import type { Workspace } from '#lib/workspace.ts';
import { OpenView } from './open-view.svelte.ts';
import { isLayoutChanged, keepLayout, openLayout } from './view-layout.ts';

/** The view of a list, and the layout of its table. */
export class OpenList extends OpenView {
  /** The layout is created again when the user opens another view or someone has changed the view. */
  readonly layout: TableLayout = $derived.by(() => openLayout(this.workspace, this.record, this.saved));

  constructor(workspace: Workspace, record: () => RecordView) {
    super(workspace, record, false);
    $effect(() => {
      const { record: shown, saved, layout } = this;
      if (saved) keepLayout(workspace, shown, saved, layout);
    });
  }

  override isLayoutChanged(): boolean {
    const { workspace, record, saved, layout } = this;
    return saved !== undefined && isLayoutChanged(workspace, record, saved, layout);
  }
}
