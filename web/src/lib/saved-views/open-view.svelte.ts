import { invalidate } from '$app/navigation';
import type { View } from '#contract/view.ts';
import { createQuery } from '#lib/api/create-query.svelte.ts';
import { upcomingUrl } from '#lib/frame/upcoming-url.ts';
import { allRecords, type ListState } from '#lib/records/list-state.ts';
import { listSearch } from '#lib/records/list-address.ts';
import type { RecordView } from '#lib/records/view.ts';
import { may, type Workspace } from '#lib/workspace.ts';
import { mayChange } from './access.ts';
import { openingKey } from './opening.ts';
import { viewQuery, viewsQuery } from './queries.ts';
import { hasOwnState, isBoard, isSameList, listAt, searchOf, viewIdIn, shownView } from './view-state.ts';

/** The view of a list or board that its address names, and how the list differs from it. */
export class OpenView {
  readonly workspace: Workspace;
  readonly board: boolean;
  readonly #record: () => RecordView;
  readonly #id = $derived(viewIdIn(upcomingUrl().searchParams));
  readonly #views;
  readonly #single;

  constructor(workspace: Workspace, record: () => RecordView, board: boolean) {
    this.workspace = workspace;
    this.#record = record;
    this.board = board;
    const { orgId } = workspace;
    this.#views = createQuery(() => ({ ...viewsQuery(orgId), enabled: may(workspace, 'view:read') }));
    this.#single = createQuery(() => ({
      ...viewQuery(orgId, this.#id ?? ''),
      // The page that reports a failure offers to try again.
      retryOnMount: false,
      enabled: this.#id !== undefined && !this.#views.isPending && this.#listed === undefined,
    }));
    $effect(() => {
      const { stored, isBlocked } = this;
      const wasOpen = this.#last !== undefined && this.#last.id === this.#id;
      // The page then explains what has happened to the view.
      if (isBlocked && wasOpen) void invalidate(openingKey);
      this.#last = stored;
    });
  }

  get record(): RecordView {
    return this.#record();
  }

  readonly #listed = $derived.by((): View | undefined =>
    this.#views.data?.items.find(({ id, recordType }) => id === this.#id && recordType === this.record.name),
  );
  /** The view as it is stored. */
  readonly stored = $derived.by((): View | undefined => {
    if (this.#id === undefined) return undefined;
    const { data, isPending, isError } = this.#single;
    const loaded = isError ? undefined : data;
    const single = loaded ?? (isPending && this.#last?.id === this.#id ? this.#last : undefined);
    return this.#listed ?? (single?.recordType === this.record.name ? single : undefined);
  });
  /** The view that was open last. It stays open until it's certain that it was deleted. */
  #last: View | undefined;
  /** The view as it is shown. */
  readonly saved = $derived(this.stored && shownView(this.stored));
  /** Whether the address only names a view, which isn't there any more. */
  readonly isBlocked = $derived(
    this.#id !== undefined && !this.stored && !hasOwnState(upcomingUrl().searchParams),
  );
  /** Whether the list differs from a view that was deleted, or that the user can no longer see. */
  readonly isGone = $derived.by(
    () => this.#id !== undefined && !this.stored && !this.isBlocked && this.#single.isError,
  );

  /** ID of the view that the user opens first. */
  readonly defaultId = $derived.by((): string | undefined => this.#views.data?.defaults[this.record.name]);
  readonly list = $derived.by(() =>
    listAt(this.record.type, upcomingUrl().searchParams, this.saved, this.defaultId !== undefined),
  );
  /** Whether the layout differs from that of the view. Boards have no layout. */
  isLayoutChanged(): boolean {
    return false;
  }
  readonly isChanged = $derived.by(() => {
    const { saved, record } = this;
    if (!saved) return false;
    return (
      isBoard(record, saved) !== this.board ||
      !isSameList(record.type, this.list, saved) ||
      this.isLayoutChanged()
    );
  });
  readonly mayChange = $derived.by(() => this.stored !== undefined && mayChange(this.workspace, this.stored));

  /** The query string of the page for a list that differs from the current one. */
  search(next: ListState, board = this.board): string {
    return searchOf(this.record, this.saved, next, board);
  }

  /** The query string for all records. */
  get searchOfAll(): string {
    return listSearch(this.record, this.defaultId ? { viewId: allRecords } : {}, this.board);
  }
}
