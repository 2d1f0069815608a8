/** What a part of the references found, by where. */
export type Values = Record<string, string | number>;

/** The leaves of JSON by their places. A list of texts and numbers is one leaf, because only the whole says something. */
export function leavesOf(value: unknown, place = ''): Values {
  if (typeof value === 'number') return { [place]: value };
  const isLeaf = typeof value !== 'object' || value === null;
  if (isLeaf || (Array.isArray(value) && value.every((one) => typeof one !== 'object')))
    return { [place]: JSON.stringify(value) };
  const leaves = Object.entries(value).map(([name, inner]) =>
    leavesOf(inner, place === '' ? name : `${place} › ${name}`),
  );
  // An empty object is something, too.
  return leaves.length === 0 ? { [place]: '{}' } : Object.assign({}, ...leaves);
}

export interface Difference {
  where: string;
  /** Undefined if there is none. */
  frozen: string | number | undefined;
  present: string | number | undefined;
}

/** Where two findings differ. Numbers may differ by a share of the frozen one. */
export function differencesOf(frozen: Values, present: Values, tolerance = 0): Difference[] {
  const places = new Set([...Object.keys(frozen), ...Object.keys(present)]);
  return [...places]
    .map((where) => ({ where, frozen: frozen[where], present: present[where] }))
    .filter(({ frozen: one, present: other }) =>
      typeof one === 'number' && typeof other === 'number'
        ? Math.abs(other - one) > Math.abs(one) * tolerance
        : one !== other,
    );
}
