/** The commit whose behaviour later ones are compared with. */
export const frozenCommit = '2bcf59cf';

/** A difference from the frozen commit that is wanted. */
export interface Accepted {
  part: string;
  where: RegExp;
  reason: string;
}

export const accepted: readonly Accepted[] = [];
