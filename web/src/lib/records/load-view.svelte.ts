import type { RecordTypeName } from '#contract/record-types.ts';
import { loadAhead } from '#lib/load-ahead.ts';
import { basicsAt, recordBasics } from './record-basics.ts';
import type { RecordView } from './view.ts';

const files = import.meta.glob<RecordView>('./views/*.ts', { import: 'default' });
/** The views loaded so far, as reactive state. */
let views = $state.raw<Partial<Record<RecordTypeName, RecordView>>>({});

/** Loads the view of the record type with a path segment, such as `contacts`. Throws if there is none. */
export const loadViewAt = (plural: string): Promise<RecordView> => loadView(basicsAt(plural).name);

async function loadView(name: RecordTypeName): Promise<RecordView> {
  const view = views[name] ?? (await files[`./views/${name}.ts`]?.());
  if (!view) throw new Error(`${name} has no view`);
  if (!views[name]) views = { ...views, [name]: view };
  return view;
}

/** Loads the views of all record types, so that their pages open even offline. */
export const loadViews = (): Promise<unknown> =>
  Promise.all((Object.keys(recordBasics) as RecordTypeName[]).map(loadView));

/** The view of a record type, as reactive state: undefined until it is loaded. */
export function loadedView(name: RecordTypeName): RecordView | undefined {
  // A page that can show the record without its view stays as it is.
  if (!views[name]) loadAhead(() => loadView(name));
  return views[name];
}
